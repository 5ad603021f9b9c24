"""The document in the official form (DOCX)."""
