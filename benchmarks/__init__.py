"""Benchmarks: printed, compared within one run, never a test that a slow machine fails."""
