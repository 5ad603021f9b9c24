"""What is counted and how: metric records, their dimensions, and the query that answers them."""
