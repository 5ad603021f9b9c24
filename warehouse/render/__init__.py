"""Contracts rendered for others: DDL, descriptions, templates, the data dictionary."""
