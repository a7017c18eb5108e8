"""Decide whether a company can buy a product from a vendor, and what would make the answer yes."""

__version__ = "0.1.0"
