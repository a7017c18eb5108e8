"""Check files beyond their shape: one module per kind of file, one package for conditions."""
