"""Checking: a located table becomes accepted rows, quarantined rows and findings."""
