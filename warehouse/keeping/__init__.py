"""Keeping snapshots: publish, freeze, roll back, prune, verify, back up, restore.

Everything here writes; the reading side is `warehouse/snapshots.py`.
"""
