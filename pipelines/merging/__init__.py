"""Merging: checked tables become the base tables of a new snapshot, with their history."""
