"""What the model sees: tidy tables, worked out from what the reader wrote.

One small function a table; its docstring is the table's contract (key, columns, units).
"""

from planner.tables.tabulate import Tables, tabulate

__all__ = ["Tables", "tabulate"]
