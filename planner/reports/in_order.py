"""What is said about a scenario without problems."""

from __future__ import annotations

from planner.reports.words import count, listed, span, wrapped
from planner.scenario.load import Loaded
from planner.scenario.periods import count as count_periods
from planner.scenario.render import WIDEST, render


def in_order(loaded: Loaded) -> str:
    """What the scenario holds in a sentence, then its warnings."""
    scenario = loaded.scenario
    teams = [team for team in scenario.teams.values() if not team.out_of_scope]
    elsewhere = len(scenario.teams) - len(teams)
    held = [
        count(len(teams), "team") + (f" (and {elsewhere} out of scope)" if elsewhere else ""),
        count(len(scenario.roles), "role"),
        count(len(scenario.demand), "demand line"),
        count(count_periods(scenario.period), scenario.period.step),
    ]
    said = f"{loaded.files[0].name} has no problems: {listed(held)}, {span(scenario.period)}."
    return "\n".join([*wrapped(said, WIDEST), ""]) + (f"\n{render(loaded.warnings)}\n" if loaded.warnings else "")
