"""Corrections (更正): what the district mends itself, with a reason, where a file cannot be sent back."""
