"""The document in the official form (PDF)."""
