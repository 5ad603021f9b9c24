"""What happened in the synthetic district; how it is written down is decided elsewhere."""
