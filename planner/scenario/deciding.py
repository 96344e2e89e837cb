"""Who stands behind what a plan may do, and behind what it may leave undone; said in papers, and nothing else."""

from __future__ import annotations

from typing import Literal

from planner.scenario.numbers import Section


class Decided(Section):
    """Who decides on something that the plan may do, and who carries it out."""

    owner: str | None = None
    """Who carries it out: a named role, not a person."""
    approver: str | None = None
    """Who has to agree to it: a named role, not a person."""
    equality_impact: Literal["needed", "under_way", "done", "not_needed"] | None = None
    """How far its equality impact assessment is; unstated: papers leave it blank."""


class Risk(Section):
    """What a paper's risk register says of a line whose work is not all covered."""

    section: str | None = None
    """The section of the force's own register or statement to which it belongs."""
    consequence: str | None = None
    """What happens to people if the work is late or not done."""
    mitigation: str | None = None
    """What is done about it."""
    owner: str | None = None
    """Who owns the risk: a named role, not a person."""
    score: str | None = None
    """Its score as the force's own scale has it, e.g. 4 x 4 = 16 of 25."""
