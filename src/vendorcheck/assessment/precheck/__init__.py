"""The pre-check: a requester's first look, before IT is asked."""
