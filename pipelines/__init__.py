"""How a file becomes rows: land, read, locate, clean, check, merge, publish."""
