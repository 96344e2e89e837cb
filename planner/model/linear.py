"""A linear sum: terms and a constant, so that known and decided starts can stand in one equation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from planner.solver.program import Program, Sense, Variable


@dataclass
class Linear:
    """Σ coefficient · variable + constant, put together term by term."""

    terms: list[tuple[Variable, float]] = field(default_factory=list)
    constant: float = 0.0

    def add(self, variable: Variable | None, coefficient: float) -> None:
        """Add a term; no variable, no term."""
        if variable is not None and coefficient != 0.0:
            self.terms.append((variable, coefficient))

    def add_sum(self, other: Linear, factor: float = 1.0) -> None:
        """Add a multiple of another sum."""
        scaled = other.terms if factor == 1.0 else [(variable, each * factor) for variable, each in other.terms]
        self.terms.extend(scaled)
        self.constant += other.constant * factor

    def value(self, value_of: Callable[[Variable], float]) -> float:
        """The sum for given values of its variables."""
        return sum(coefficient * value_of(variable) for variable, coefficient in self.terms) + self.constant


def add_rule(
    program: Program,
    family: str,
    key: tuple[object, ...],
    left: Linear,
    sense: Sense,
    right: float,
    place: str | None = None,
) -> None:
    """Add `left sense right` as a row; the constant of the left side goes to the right."""
    program.add_rule(family, key, left.terms, sense, right - left.constant, place)
