"""From plain data to a model, with everything that is wrong with its shape in our own words."""
