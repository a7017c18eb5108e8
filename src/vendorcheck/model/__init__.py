"""The models of the files that people write. No module here reads a file."""
