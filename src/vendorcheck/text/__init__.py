"""Text from any source, made safe to show, put into words and laid out for a screen."""
