"""How fast pages are: the parts of benchmarks/page_speed.py."""
