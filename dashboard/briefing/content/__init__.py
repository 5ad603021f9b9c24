"""What a briefing says: sentences, charts and tables, made by rule from the numbers of a snapshot."""
