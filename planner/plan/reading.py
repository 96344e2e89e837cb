"""One solved program as the tables read it: values of variables and of sums, and the facts of each period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.model import Formulation
from planner.model.given import Given, Stance
from planner.model.linear import Linear
from planner.model.variables import Variables
from planner.solver.certificate import LevelProof
from planner.solver.level import Solution
from planner.solver.program import Variable
from planner.tables.rows import each_row

NOISE = 1e-9
"""A value this small is a rounding of the solver and means nothing."""


@dataclass(frozen=True)
class Reading:
    """A formulation with the values that were found for it."""

    formulation: Formulation
    solution: Solution
    proofs: tuple[LevelProof, ...] = ()
    """How far each level is proved; nothing where nobody asks."""

    @property
    def plan(self) -> Stance:
        """Before or after."""
        return self.formulation.given.stance

    @property
    def given(self) -> Given:
        """The scenario by index."""
        return self.formulation.given

    @property
    def var(self) -> Variables:
        """The variables by family."""
        return self.formulation.variables

    def value(self, variable: Variable | None) -> float:
        """The value of a variable; 0 where there is none."""
        return 0.0 if variable is None else self._values[id(variable)]

    @cached_property
    def _values(self) -> dict[int, float]:
        # By identity: the tables ask for every variable several times, and hashing them is what that would cost.
        variables, values = self.formulation.program.variables, self.solution.values.tolist()
        return {
            id(variable): 0.0 if abs(value) < NOISE else value
            for variable, value in zip(variables, values, strict=True)
        }

    @cached_property
    def _starts(self) -> dict[tuple[str, int], float]:
        return {
            **{key: self.value(variable) for key, variable in self.var.starts.items()},
            **self.given.fixed_fte,
        }

    def total(self, linear: Linear) -> float:
        """The value of a sum."""
        return linear.value(self.value)

    def start(self, flow: str, start: int) -> float:
        """How many started on a way, decided or known [FTE]."""
        return self._starts[flow, start]

    def values_by_variable(self) -> Iterator[tuple[Variable, float]]:
        """Every variable with its value."""
        return ((variable, self.value(variable)) for variable in self.formulation.program.variables)

    def waiting_before(self, line: str, period: int) -> float:
        """Cases of a line that wait at the start of a period; none where others bear it all."""
        if period == 0:
            return self.given.opening_backlog[line] if self.given.line[line].planned else 0.0
        return self.value(self.var.backlog.get((line, period - 1)))

    @cached_property
    def period_facts(self) -> list[Mapping[str, Any]]:
        """What every table says of a period: its label, first day, financial year, and whether it is reported."""
        return [
            {
                "plan": self.plan,
                "period": row.label,
                "period_first": row.first,
                "financial_year": row.year,
                "reported": row.reported,
            }
            for row in each_row(self.given.tables.periods)
        ]
