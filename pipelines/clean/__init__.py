"""Cleaners: pure, total functions from what a cell holds to a typed value. They never raise for data."""
