"""Work and people of other parts of the force: displaced is never saved."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total

AGREED = "borne_by_agreement"
"""The kind of work elsewhere that is the usual share of a team out of scope."""


@dataclass(frozen=True)
class Elsewhere:
    """What a team that the plan does not staff bears or gives up in the reported periods."""

    team: str
    title: str
    agreed_hours: Change
    """Borne by agreement: its usual share of cases."""
    displaced_hours: Change
    """Work pushed to it, and hours of its people who work here; the rise over before action is displaced."""
    displaced_fte: Change
    """The same as people of average hours over the plan."""


def elsewhere(plan: Plan) -> tuple[Elsewhere, ...]:
    """What other parts of the force bear and give up, in the order of the scenario."""
    rows = reported(plan, "elsewhere")
    periods = reported(plan, "work")["period"].nunique()
    found = []
    for name, team in plan.loaded.scenario.teams.items():
        own = rows[rows["team"] == name]
        if own.empty:
            continue
        taken = own[own["kind"] != AGREED]
        people = total(taken, "fte")
        mean = Change(people.before / periods, people.after / periods)
        found.append(
            Elsewhere(name, team.title, total(own[own["kind"] == AGREED], "hours"), total(taken, "hours"), mean)
        )
    return tuple(found)
