"""A labelled set of filed activities in which it is known which rows are one event (synthetic)."""
