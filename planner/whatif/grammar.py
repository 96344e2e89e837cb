"""A question of the reader's own: what is forced, in a few words that are the same for every verb.

::

    move N ROLE from TEAM to TEAM [as ROLE] in PERIOD
    recruit N ROLE to TEAM in PERIOD
    lend N hours ROLE from TEAM to TEAM [as ROLE] in PERIOD
    overtime N hours ROLE in TEAM in PERIOD
    close N cases LINE in PERIOD

Teams, roles and lines go by their names or titles; a period by its label in the tables, e.g. `2019-09`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.errors import UsageError
from planner.scenario import periods
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import nearest, remedy

FORMS: Mapping[str, str] = {
    "move": "move N ROLE from TEAM to TEAM [as ROLE] in PERIOD",
    "recruit": "recruit N ROLE to TEAM in PERIOD",
    "lend": "lend N hours ROLE from TEAM to TEAM [as ROLE] in PERIOD",
    "overtime": "overtime N hours ROLE in TEAM in PERIOD",
    "close": "close N cases LINE in PERIOD",
}
"""How each verb is used."""

_PATTERNS = {
    "move": r"(?P<role>.+?) from (?P<from_team>.+?) to (?P<team>.+?)(?: as (?P<as_role>.+?))? in (?P<period>\S+)",
    "recruit": r"(?P<role>.+?) (?:in)?to (?P<team>.+?) in (?P<period>\S+)",
    "lend": r"hours (?:of )?(?P<role>.+?) from (?P<from_team>.+?) to (?P<team>.+?)"
    r"(?: as (?P<as_role>.+?))? in (?P<period>\S+)",
    "overtime": r"hours (?:of )?(?P<role>.+?) in (?P<team>.+?) in (?P<period>\S+)",
    "close": r"cases (?:of )?(?P<line>.+?) in (?P<period>\S+)",
}


@dataclass(frozen=True)
class Question:
    """What the reader wants to see forced; names are those of the scenario, and empty where the verb has none."""

    text: str
    verb: str
    amount: float
    """How many FTE, hours or cases."""
    period: int
    """The period by number."""
    label: str
    """The period's label."""
    role: str = ""
    from_team: str = ""
    team: str = ""
    as_role: str = ""
    """The role in the other team, where the reader names one."""
    line: str = ""


def parse(text: str, scenario: Scenario) -> Question:
    """Understand a question.

    Raises:
        UsageError: It is not of a known form, or names what the scenario does not have; all such names are told.
    """
    words = re.sub(r"\s+", " ", text).strip()
    verb, _, rest = words.partition(" ")
    if verb.lower() not in FORMS:
        near = nearest(verb.lower(), FORMS)
        hint = f' Did you mean "{near}"?' if near else ""
        raise UsageError(f'There is no verb "{verb}" in "{text}".{hint}\n{_grammar()}')
    verb = verb.lower()
    found = re.fullmatch(rf"(?P<amount>\d+(?:\.\d+)?) {_PATTERNS[verb]}", rest, flags=re.IGNORECASE)
    if found is None or float(found["amount"]) <= 0:
        raise UsageError(f'"{text}" is not of the form: {FORMS[verb]}\nN is a number above 0, e.g. 5 or 0.5.')
    given = {name: value for name, value in found.groupdict().items() if value and name != "amount"}
    return _named(text, verb, float(found["amount"]), given, scenario)


def _grammar() -> str:
    return "\n".join(["What can be asked:", *(f"  {form}" for form in FORMS.values())])


def _named(text: str, verb: str, amount: float, given: Mapping[str, str], scenario: Scenario) -> Question:
    """Find what each name stands for."""
    titles = {
        "team": {name: team.title for name, team in scenario.teams.items()},
        "role": {name: role.title for name, role in scenario.roles.items()},
        "line": {name: line.title for name, line in scenario.demand.items()},
    }
    labels = _labels(scenario)
    known: dict[str, str] = {}
    problems = []
    for part, said in given.items():
        kind = "period" if part == "period" else part.rpartition("_")[2]
        names = {label: label for label in labels} if kind == "period" else titles[kind]
        name = _name(said, names)
        if name is None:
            shown = [labels[0], labels[-1]] if kind == "period" else [*names]
            among = f"The plan goes from {shown[0]} to {shown[-1]}." if kind == "period" else remedy(said, shown)
            problems.append(f'There is no {kind} "{said}". {among}')
        else:
            known[part] = name
    if problems:
        raise UsageError("\n".join([*problems, f"What can be asked: {FORMS[verb]}"]))
    label = known.pop("period")
    return Question(text, verb, amount, labels.index(label), label, **known)


def _name(said: str, titles: Mapping[str, str]) -> str | None:
    """The name that is meant: it is said itself, or its title is, in whatever case, with blanks for underscores."""
    form = _form(said)
    return next((name for name, title in titles.items() if form in (_form(name), _form(title))), None)


def _form(text: str) -> str:
    return text.strip().casefold().replace("_", " ")


def _labels(scenario: Scenario) -> Sequence[str]:
    """The labels of the reported periods, as they stand in the tables."""
    long = scenario.period.step == "week"
    return [day.isoformat() if long else f"{day:%Y-%m}" for day in periods.firsts(scenario.period)]
