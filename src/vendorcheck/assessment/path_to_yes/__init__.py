"""The path to yes: the fewest changes that turn the verdict."""
