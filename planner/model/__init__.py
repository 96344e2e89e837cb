"""The mathematics, in chapters: one rule family, one function, its equation in its docstring.

`formulation.py` lists all rules in order. No data, no rows: a rule exists because a table has rows for it.
"""

from planner.model.formulation import Formulation, formulate
from planner.model.given import Stance

__all__ = ["Formulation", "Stance", "formulate"]
