"""Tables of questions and answers, from text with separators or from a workbook."""
