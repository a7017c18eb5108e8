"""Conditions that can never hold."""
