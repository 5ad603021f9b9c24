"""The basket (简报): what a reader collected on the pages, made again from its snapshots."""
