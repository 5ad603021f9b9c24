"""The quality report of a run: one HTML file in Chinese that needs nothing but itself."""
