"""What a finished document says of itself, and whether it is true."""
