"""One contract per dataset; everything else about the dataset is derived from it."""
