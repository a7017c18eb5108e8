"""The portfolio: all vendors at a glance, each one assessed, with what is due and shared."""
