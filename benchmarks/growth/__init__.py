"""Warehouses that grow, and what is told of them: the parts of benchmarks/publish_cost.py."""
