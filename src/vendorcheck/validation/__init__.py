"""What can be wrong with a file beyond its shape: one file per kind of file, and one that reasons about conditions."""
