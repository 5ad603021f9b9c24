"""Files to download: what a page shows as CSV, xlsx or Parquet. Every text passes `neutral`."""
