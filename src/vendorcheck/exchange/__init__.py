"""What goes to a vendor or a requester, and what comes back."""
