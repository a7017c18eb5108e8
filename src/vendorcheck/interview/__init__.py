"""The interview of a person at a terminal."""
