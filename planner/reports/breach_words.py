"""Rules that can be broken before action, in words and with titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.reports.words import KEEP, day, fte, in_sentence, listed, percent, rank_title, spaced
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario

NOT_SAID = (
    "supply",
    "recruitment",
    "moves",
    "pathways",
    "exits",
    "pools",
    "structure",
    "removed_ranks",
    "per_year_fte",
    "per_year_share",
)
"""Parts of the name of a limit that say only where it stands."""


def in_words(scenario: Scenario, rule: str, name: str, windows: Sequence[str]) -> str:
    """A rule as a reader would say it.

    Args:
        scenario: Where the rule stands.
        rule: The family of the rule, as in the table `breaches`.
        name: Its name there.
        windows: Periods or financial years in which it is broken.
    """
    return WORDS[rule](scenario, name, windows)


def _budget(scenario: Scenario, name: str, windows: Sequence[str]) -> str:
    title = scenario.budget.limits[name].title or spaced(name)
    return f"the budget of {listed(windows)} ({title}) is to be kept"


def _strength(scenario: Scenario, name: str, _: Sequence[str]) -> str:
    section, _, own = name.rpartition(".")
    if section == "requirements":
        required = scenario.requirements[own]
        amount = _amount(required.at_least_fte, "at least") or _amount(required.exactly_fte, "exactly")
        return f"{scenario.teams[required.team].title} is to have {amount}{_roles(scenario, required.roles)}"
    if section == "structure.closing_strength":
        closing = scenario.structure.closing_strength[own]
        amount = _amount(closing.at_least_fte, "at least") or _amount(closing.exactly_fte, "exactly")
        team = scenario.teams[closing.team].title
        return f"{team} is to have {amount}{_roles(scenario, closing.roles)} at the end"
    least = scenario.structure.minimum_strength[own]
    amount = _amount(least.fte, "at least")
    return f"{scenario.teams[least.team].title} is to have {amount}{_roles(scenario, least.roles)}"


def _amount(stated: Quantity | None, sense: str) -> str:
    if stated is None:
        return ""
    said = listed(list(dict.fromkeys(fte(step.value) for step in stated.steps)))
    return f"{sense} {said}{KEEP}FTE of "


def _roles(scenario: Scenario, roles: Sequence[str]) -> str:
    return listed([in_sentence(scenario.roles[role].title) for role in roles])


def _short(scenario: Scenario, name: str, windows: Sequence[str]) -> str:
    share = scenario.requirements[name.rpartition(".")[2]].short_at_most_share
    most = f" by no more than {listed([percent(step.value) for step in share.steps])} of strength" if share else ""
    return f"{_strength(scenario, name, windows)}, or to be short of it{most}"


def _together(_: Scenario, name: str, windows: Sequence[str]) -> str:
    own = name.removeprefix("requirements.").removesuffix(".over_at_most_fte").rpartition(".")[2]
    return f"the limit on strength over requirement ({spaced(own)}) is to be kept in {listed(windows)}"


def _reduced(_: Scenario, name: str, windows: Sequence[str]) -> str:
    own = spaced(name.rpartition(".")[2])
    return f"the limit on people on reduced hours ({own}) is to be kept in {listed(windows)}"


def _date(scenario: Scenario, name: str, _: Sequence[str]) -> str:
    line = scenario.demand[name]
    by = f" by {day(line.clear_by)}" if line.clear_by is not None else ""
    return f"the backlog of {line.title} is to be cleared{by}"


def _floor(scenario: Scenario, name: str, windows: Sequence[str]) -> str:
    line = scenario.demand[name]
    least = f" of at least {percent(line.coverage_floor)}" if line.coverage_floor is not None else ""
    return f"{line.title} is to have a coverage{least} in {listed(windows)}"


def _overtime(_: Scenario, name: str, windows: Sequence[str]) -> str:
    return f"the yearly limit on what overtime costs ({spaced(name)}) is to be kept in {listed(windows)}"


def _places(_: Scenario, name: str, windows: Sequence[str]) -> str:
    parts = [part for part in name.split(".") if part not in NOT_SAID]
    return f"the yearly places of {spaced(' '.join(parts))} are to be kept in {listed(windows)}"


def _level(_: Scenario, name: str, __: Sequence[str]) -> str:
    return f"the limit on {spaced(name)} is to be kept"


def _establishment(scenario: Scenario, name: str, _: Sequence[str]) -> str:
    team, _, role = name.partition(".")
    return f"{scenario.teams[team].title} is to have no more {in_sentence(scenario.roles[role].title)} than posts"


def _gone(scenario: Scenario, name: str, _: Sequence[str]) -> str:
    date = scenario.structure.removed_ranks[name].gone_by
    assert date is not None, "only a rank with a date has the rule"
    left = f"no more than {fte(date.left_fte.value)}{KEEP}FTE" if date.left_fte.value else "nobody"
    return f"{left} of the rank {in_sentence(rank_title(scenario, name))} is to be left by {day(date.on)}"


WORDS: dict[str, Callable[[Scenario, str, Sequence[str]], str]] = {
    "budgets": _budget,
    "strength_limits": _strength,
    "short_share_caps": _short,
    "over_requirement_caps": _together,
    "reduced_hours_together": _reduced,
    "gone_by": _gone,
    "clear_by": _date,
    "establishment": _establishment,
    "coverage_floor": _floor,
    "overtime_limits": _overtime,
    "flow_caps": _places,
    "level_limits": _level,
}
"""Every rule that the table `breaches` can name; a new one is a function and its line here."""
