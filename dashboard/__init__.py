"""What people see: pages over one pinned snapshot."""
