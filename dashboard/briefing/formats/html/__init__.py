"""The page that opens without a server (HTML)."""
