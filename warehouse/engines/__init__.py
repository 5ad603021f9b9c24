"""The engines on which the same Ibis definitions run."""
