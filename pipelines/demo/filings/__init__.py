"""Which files the senders of the district send, and when."""
