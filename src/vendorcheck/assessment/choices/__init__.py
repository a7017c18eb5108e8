"""Choices: many questions are decided together, with the fewest steps that are enough."""
