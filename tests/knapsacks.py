"""A search for whole numbers that goes on for minutes."""

from __future__ import annotations

import numpy as np

from planner.solver.answer import Answer
from planner.solver.highs import Effort, search_whole
from planner.solver.program import Program


def search_long() -> Answer:
    """Fill thirty knapsacks at once with sixty things that each go into all of them or into none."""
    random = np.random.default_rng(7)
    program = Program("knapsacks")
    things = [(str(number),) for number in range(60)]
    taken = program.add_variables("taken", things, upper=1.0, switches=things)
    for knapsack in range(30):
        weights = random.integers(50, 150, len(things)).astype(float)
        terms = list(zip(taken.values(), weights.tolist(), strict=True))
        program.add_rule("weight", (str(knapsack),), terms, "<=", float(weights.sum() // 2))
    costs = -random.integers(50, 150, len(things)).astype(float)
    return search_whole(program.matrix(), np.ones(len(things), dtype=bool), costs, 0.0, Effort())
