"""The plan: the questions as a policy and a tier see them."""
