"""联合活动: the same event filed by several units, found and proposed, decided by people, counted once."""
