"""Bytes become plain data, with line and column of every key and value: the only door for files."""
