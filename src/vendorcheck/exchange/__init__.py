"""Forms that go to a vendor or a requester, and files that come back."""
