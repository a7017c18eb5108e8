"""The assessment: what a vendor's answers amount to under a policy on a day."""
