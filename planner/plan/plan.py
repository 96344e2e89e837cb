"""A plan: what came out, as tidy tables, with everything that says how far it can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from planner.plan.certificate import Certificate
from planner.scenario.load import Loaded
from planner.solver.level import Solution


@dataclass(frozen=True)
class Plan:
    """The staffing plan of one scenario, before and after action.

    Attributes:
        tables: The output tables by name; columns and units are in `planner.vocabulary.TABLES`.
    """

    loaded: Loaded
    """The scenario it answers."""
    tables: Mapping[str, pd.DataFrame]
    """Tidy tables by name, as in `planner.vocabulary.TABLES`; rounded to their printed precision."""
    before: Solution
    """How the plan before action was solved."""
    after: Solution
    """How the plan was solved."""
    estimate_share: Mapping[str, float]
    """Share of the demand hours that rests on estimates: of `volume`, of `hours_per_case`, of `either` [share]."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long each stage took [seconds]."""
    certificates: Mapping[str, Certificate] = field(default_factory=dict, repr=False)
    """The proof of `before` and of `after`."""

    @property
    def optimal(self) -> bool:
        """Whether every level of the plan was proved optimal, for these inputs."""
        return self.after.status == "optimal"

    @property
    def name(self) -> str:
        """The stem of the scenario file, with its variant; the plan's folder carries it."""
        return self.loaded.stem

    def table(self, name: str, **where: Any) -> pd.DataFrame:
        """Rows of a table for which columns have given values."""
        rows = self.tables[name]
        for column, value in where.items():
            rows = rows[rows[column] == value]
        return rows
