"""Findings: what about the vendor is not as it should be."""
