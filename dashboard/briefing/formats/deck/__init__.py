"""The slides (PPTX)."""
