"""Turning the bytes of one file into cells, inside a child process that may be killed."""
