"""Go on after a mistake in the shape of a file, and leave out what only follows from it."""
