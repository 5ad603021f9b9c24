"""What no fault of machine, file or person may do to what is published: `python -m tests.faults`."""
