"""What came out: a plan as tidy tables, read from the solved program."""
