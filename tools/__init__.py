"""Helpers of the Makefile. What runs before the environment exists uses the standard library only."""
