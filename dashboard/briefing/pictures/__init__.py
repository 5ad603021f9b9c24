"""Charts as pictures, drawn from figure and data by one Chromium."""
