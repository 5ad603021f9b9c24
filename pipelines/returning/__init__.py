"""The way back (退回): each sender's own workbook, marked cell by cell, and the words to send it with."""
