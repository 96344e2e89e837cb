"""The tables as the equations use them: looked up by index.

A rule reads `given.leaver_share[role, t]` where its docstring writes λ[r,t]. Everything here is a rearrangement
of the tables; nothing is worked out that a table does not hold, except the bounds that make every variable finite.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.model.given.levers import GivenLevers
from planner.model.given.lookup import grouped, lookup
from planner.model.given.money import GivenMoney
from planner.model.given.work import GivenWork

Stance = Literal["before", "after"]
"""Before action (every lever at rest, nothing enforced) or after it."""


@dataclass(frozen=True)
class Given(GivenLevers, GivenWork, GivenMoney):
    """A scenario's tables by index, and the stance that is formulated; no figure can depend on the stance."""

    stance: Stance


__all__ = ["Given", "Stance", "grouped", "lookup"]
