"""Officer numbers: how many officers the force has on census days, and what it loses if they are too few."""

from __future__ import annotations

from planner.scenario.numbers import Day, Section, Slug
from planner.scenario.quantity import Quantity


class GrantStep(Section):
    """A step of the grant that is lost when officers are missing."""

    missing_heads: Quantity
    """From how many officers below the target on [heads]."""
    pounds: Quantity
    """Grant at risk from there on, in total [pounds]."""


class OfficerNumbers(Section):
    """The force's officer headcount on census days."""

    census: tuple[Day, ...] = ()
    """Days on which officers are counted; unstated: the last day of each financial year of the plan."""
    opening_heads: Quantity | None = None
    """Officers of the whole force before the first period [heads]."""
    target_heads: Quantity | None = None
    """Officers that the force has promised to have, dated [heads]."""
    grant_at_risk: tuple[GrantStep, ...] = ()
    """What the force loses by how many officers are missing, the smallest number first."""
    replacement_role: Slug | None = None
    """The role in which officers would be recruited to hold the number, for the saving of a removed rank with its
    holders replaced; unstated: of the lowest rank that stays the role that is paid least."""
