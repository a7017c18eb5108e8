"""The workbook form as it comes back: which sheets are its own, and what their rows say."""
