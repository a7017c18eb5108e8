"""The models of the files that people write. Nothing here reads a file."""
