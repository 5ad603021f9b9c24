"""May this snapshot be trusted? Great Expectations over a built snapshot, before it is published."""
