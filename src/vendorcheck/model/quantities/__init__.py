"""Amounts, dates and lengths of time."""
