"""Text of any origin: made safe to show, put into words, laid out for a screen."""
