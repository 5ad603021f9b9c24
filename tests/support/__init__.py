"""What several tests need: small inboxes, small warehouses."""
