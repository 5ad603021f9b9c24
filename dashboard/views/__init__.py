"""One thin page per file: select, get the data, show."""
