"""A labelled corpus of messy files: the truth is made first, then written the way clerks write."""
