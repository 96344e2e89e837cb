"""A plan as a workbook, in which every total is a formula over the plan's own tables."""
