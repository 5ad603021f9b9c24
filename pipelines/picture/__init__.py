"""The archived original's own picture of a region, and its texts read anew."""
