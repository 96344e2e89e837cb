"""What the reader writes: one YAML file a scenario, read strictly, every number with its pedigree.

The scenario is a frozen tree of pydantic models. It holds what was written and nothing that was worked
out: working out is the business of `planner.tables`.
"""
