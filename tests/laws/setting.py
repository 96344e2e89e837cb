"""What the parts of a random scenario need to know of each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hypothesis import strategies as st

Tree: TypeAlias = dict[str, Any]
Draw: TypeAlias = st.DrawFn

TEAMS = ("team_a", "team_b", "team_c")
ROLES = ("role_a", "role_b", "role_c")
LINES = ("line_a", "line_b", "line_c", "line_d")
OUTSIDE = "outside"
"""The out-of-scope team of a scenario that has one."""


@dataclass(frozen=True)
class Setting:
    """What the sections of a random scenario need to know of each other."""

    draw: Draw
    teams: tuple[str, ...]
    roles: tuple[str, ...]
    has_outside: bool
    periods: int
    places: list[tuple[str, str]] = field(default_factory=list)
    """Teams and roles with posts."""

    def one_of(self, *values: Any) -> Any:
        """Any of some values."""
        return self.draw(st.sampled_from(values))

    def yes(self) -> bool:
        """Yes or no."""
        return self.draw(st.booleans())

    def seldom(self) -> bool:
        """Once in three times."""
        return self.one_of(False, False, True)

    def place(self) -> tuple[str, str]:
        """A team and a role with posts."""
        return self.draw(st.sampled_from(self.places))

    def roles_in(self, team: str) -> list[str]:
        """Roles with posts in a team."""
        return [role for at, role in self.places if at == team]


def two_places(chosen: Setting) -> tuple[Tree, Tree]:
    """Two different places with posts."""
    first = chosen.place()
    second = chosen.one_of(*[place for place in chosen.places if place != first])
    return named(first), named(second)


def named(place: tuple[str, str]) -> Tree:
    """A place as a scenario writes it."""
    return {"team": place[0], "role": place[1]}
