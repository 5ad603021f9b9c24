"""Writers: one briefing as PPTX, DOCX, PDF and HTML, none adding a number of its own."""
