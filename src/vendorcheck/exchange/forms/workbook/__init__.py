"""A form as an Excel workbook, sheet by sheet."""
