"""The interview: a person is asked, at a terminal."""
