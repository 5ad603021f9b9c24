"""Taking files in: reading, locating and checking them in child processes that may be killed."""
