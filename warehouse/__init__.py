"""What the data is and where it is kept: contracts, snapshots, marts, metrics, lineage."""
