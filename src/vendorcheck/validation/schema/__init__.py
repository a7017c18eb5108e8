"""Turn plain data into a model, and describe mistakes in its shape."""
