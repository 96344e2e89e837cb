"""What one more unit is called in a sentence, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.reports.words import in_sentence, rank_title, spaced
from planner.scenario.scenario import Scenario
from planner.whatif.units import Change


def change_title(change: Change, scenario: Scenario) -> str:
    """One more unit in words: one more child abuse detective in Child protection, with the money for it."""
    return TITLES[change.kind](change, scenario)


def _of_line(change: Change, scenario: Scenario) -> str:
    team, role = change.line
    return f"{in_sentence(scenario.roles[role].title)} in {scenario.teams[team].title}"


def _person(change: Change, scenario: Scenario) -> str:
    return f"one more {_of_line(change, scenario)} from the first day, and the money for it"


def _post(change: Change, scenario: Scenario) -> str:
    return f"one more post for {_of_line(change, scenario)}"


def _place(change: Change, scenario: Scenario) -> str:
    section = change.place.split(".")[1]
    return f"one more place in every intake{_and_year(change, section, scenario)} of {_way(change, scenario)}"


def _and_year(change: Change, section: str, scenario: Scenario) -> str:
    """Where a yearly limit is stated too, both are raised: else the year would stop what the intake allows."""
    way = getattr(scenario.supply, section)[change.name]
    return "" if way.per_year_fte is None else ", and in the year,"


def _way(change: Change, scenario: Scenario) -> str:
    return f"{spaced(change.name)} ({_of_line(change, scenario)})"


def _year(change: Change, scenario: Scenario) -> str:
    return f"one more a year of {_way(change, scenario)}, the intakes or months as they are"


def _move(change: Change, scenario: Scenario) -> str:
    both = _and_year(change, "moves", scenario)
    return f"one more who may move a month{both or ','} {_way(change, scenario)}"


def _pool(change: Change, _: Scenario) -> str:
    return f"one more a year in the pool {spaced(change.name)}"


def _budget(change: Change, scenario: Scenario) -> str:
    return f"£100,000 a year more of the budget {scenario.budget.limits[change.name].title or spaced(change.name)}"


def _overtime(change: Change, _: Scenario) -> str:
    return f"overtime of {spaced(change.name)}: 1 % more of the contracted hours"


def _overtime_pounds(change: Change, _: Scenario) -> str:
    return f"overtime of {spaced(change.name)}: £10,000 more a year"


def _lending(change: Change, scenario: Scenario) -> str:
    lever = scenario.supply.redeployment[change.name]
    whose = f"{in_sentence(scenario.roles[lever.from_.role].title)} from {scenario.teams[lever.from_.team].title}"
    more = "1 % more of the hours" if change.unit == "point" else "one FTE more"
    return f"{more} of {whose} that may be lent to {scenario.teams[lever.to.team].title}"


def _agency(change: Change, scenario: Scenario) -> str:
    return f"one FTE more of agency, {_way(change, scenario)}"


def _minimum(change: Change, scenario: Scenario) -> str:
    return f"one fewer who must stay in {scenario.teams[change.line[0]].title} ({spaced(change.name)})"


def _earlier(change: Change, _: Scenario) -> str:
    return f"{spaced(change.name)}: there a month sooner after the decision"


def _start(change: Change, scenario: Scenario) -> str:
    return f"{scenario.initiatives[change.name].title}: a month earlier"


def _freeze(change: Change, scenario: Scenario) -> str:
    return f"{rank_title(scenario, change.name)}: frozen a month earlier"


TITLES: Mapping[str, Callable[[Change, Scenario], str]] = {
    "person": _person,
    "post": _post,
    "place": _place,
    "year": _year,
    "move": _move,
    "pool": _pool,
    "budget": _budget,
    "overtime": _overtime,
    "overtime_pounds": _overtime_pounds,
    "lending": _lending,
    "agency": _agency,
    "minimum": _minimum,
    "earlier": _earlier,
    "start": _start,
    "freeze": _freeze,
}
"""Words for every kind of change in `planner.whatif.units`; a test fails where one is missing."""

UNITS = {"FTE": "FTE", "pounds": "times £100,000", "£10,000": "times £10,000", "point": "points", "month": "months"}
"""What so many units of a change are called."""
