"""The path to fast: the smallest change of the request that needs a shorter review."""
