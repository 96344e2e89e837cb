"""How fast planner is, in ratios: `python -m benchmarks`."""
