"""The words of the interface, one module per family of pages."""
