"""One more unit of what is scarce: the changes that are tried by themselves.

A kind of change is a function that gives its changes for the scarce roles, and its line in `KINDS`. It says which
figure moves and by how much; what that does to the linear program is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from dateutil.relativedelta import relativedelta

from planner.scenario.numbers import DAYS_PER_MONTH
from planner.scenario.scenario import Scenario
from planner.tables.calendar import make_calendar
from planner.tables.money import pay_rates
from planner.whatif.figures import at, moved, replaced, sooner

Line: TypeAlias = tuple[str, str]
"""A team and a role."""
Path: TypeAlias = tuple[str, ...]
"""Where a figure stands in the scenario."""
Apply: TypeAlias = Callable[[Scenario, float], Scenario | None]
"""A change of a scenario, so many units of it."""

POUNDS = 100_000.0
"""A unit of budget [pounds a year]."""
OVERTIME_POUNDS = 10_000.0
"""A unit of what overtime may cost [pounds a year]."""
POINT = 0.01
"""A unit of a share: one percentage point [share]."""


@dataclass(frozen=True)
class Change:
    """One more unit of something, and any other number of units of it."""

    kind: str
    """What there is one more of: person, post, place, year, move, pool, budget, overtime, overtime_pounds, lending,
    agency, minimum, earlier, start or freeze."""
    name: str
    """Which of the kind: a lever, a limit, or a team and a role."""
    place: str
    """The figure in the scenario, e.g. `budget.limits.whole.pounds_per_year`."""
    unit: str
    """FTE, pounds, £10,000, point or month."""
    apply: Apply
    """The scenario with so many units more, or fewer; None where there cannot be so few or so many."""
    line: Line = ("", "")
    """The team and role it is about, if it is about one."""


def people(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One more person in post from the first day, and the money that one costs on every limit that counts it."""
    rates = pay_rates(scenario, make_calendar(scenario.period, 0.0))
    for change in _on_lines(scenario, scarce, "person", "strength_fte"):
        team, role = change.line
        own = rates[rates["role"] == role]
        pounds = 12.0 * float((own["pay_pounds"] + own["on_costs_pounds"]).max()) / _months_of_step(scenario)
        paid = [
            ("budget", "limits", name, "pounds_per_year")
            for name, limit in scenario.budget.limits.items()
            if (not limit.teams or team in limit.teams) and not limit.kinds
        ]
        yield replace(change, apply=_with_money(change.apply, paid, pounds))


def _months_of_step(scenario: Scenario) -> float:
    return {"week": 7 / DAYS_PER_MONTH, "month": 1.0, "quarter": 3.0, "year": 12.0}[scenario.period.step]


def _with_money(change: Apply, limits: Sequence[Path], pounds: float) -> Apply:
    """A change together with the money for it."""
    money = _figures(*limits, unit=pounds)

    def apply(scenario: Scenario, times: float) -> Scenario | None:
        changed = change(scenario, times)
        return None if changed is None else money(changed, times)

    return apply


def posts(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One more post on the books; somebody still has to be found for it."""
    yield from _on_lines(scenario, scarce, "post", "approved_fte")


def _on_lines(scenario: Scenario, scarce: Sequence[Line], kind: str, figure: str) -> Iterator[Change]:
    for team, role in scarce:
        if role in scenario.establishment.get(team, {}):
            path = ("establishment", team, role, figure)
            yield Change(kind, f"{team}.{role}", ".".join(path), "FTE", _figures(path), (team, role))


def places(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One more place in every intake of recruits or learners, and in the year."""
    for section in ("recruitment", "pathways"):
        yield from _ways(scenario, scarce, "place", section, "per_intake_fte")


def year_places(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One more who may start in a financial year, with the places of intakes and months as they are."""
    for section in ("recruitment", "pathways", "moves"):
        for name, line in _ways_to(scenario, section, scarce):
            if at(scenario, ("supply", section, name)).per_year_fte is not None:
                path = ("supply", section, name, "per_year_fte")
                yield Change("year", name, ".".join(path), "FTE", _figures(path), line)


def movers(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One more who may move in a month, and in the year."""
    yield from _ways(scenario, scarce, "move", "moves", "per_month_fte")


def _ways(scenario: Scenario, scarce: Sequence[Line], kind: str, section: str, figure: str) -> Iterator[Change]:
    for name, line in _ways_to(scenario, section, scarce):
        way = at(scenario, ("supply", section, name))
        path = ("supply", section, name, figure)
        yearly = [("supply", section, name, "per_year_fte")] if way.per_year_fte is not None else []
        yield Change(kind, name, ".".join(path), "FTE", _figures(path, *yearly), line)


def pools(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One more in a year under a limit that several ways in or across share."""
    ways = {name for section in ("recruitment", "pathways", "moves") for name, _ in _ways_to(scenario, section, scarce)}
    for name, pool in scenario.supply.pools.items():
        if pool.per_year_fte is not None and ways & set(pool.members):
            path = ("supply", "pools", name, "per_year_fte")
            yield Change("pool", name, ".".join(path), "FTE", _figures(path))


def budgets(scenario: Scenario, _: Sequence[Line]) -> Iterator[Change]:
    """£100,000 a year more of each budget."""
    for name in scenario.budget.limits:
        path = ("budget", "limits", name, "pounds_per_year")
        yield Change("budget", name, ".".join(path), "pounds", _figures(path, unit=POUNDS))


def overtime(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """Overtime one percentage point of the contracted hours higher."""
    for name in _overtime_of(scenario, scarce):
        path = ("supply", "overtime", name, "share_of_contracted")
        yield Change("overtime", name, ".".join(path), "point", _figures(path, unit=POINT, most=1.0))


def overtime_pounds(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """£10,000 a year more of what overtime may cost, where that is limited."""
    for name in _overtime_of(scenario, scarce):
        if scenario.supply.overtime[name].pounds_per_year is not None:
            path = ("supply", "overtime", name, "pounds_per_year")
            yield Change("overtime_pounds", name, ".".join(path), "£10,000", _figures(path, unit=OVERTIME_POUNDS))


def _overtime_of(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[str]:
    """Overtime that some of the scarce roles can work."""
    for name, lever in scenario.supply.overtime.items():
        if any(role in lever.roles and (not lever.teams or team in lever.teams) for team, role in scarce):
            yield name


def lending(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One percentage point more of its hours, or one FTE more, that a line may lend to a scarce one."""
    for name, lever in scenario.supply.redeployment.items():
        to, path = (lever.to.team, lever.to.role), ("supply", "redeployment", name)
        if to in scarce and lever.share_of_hours is not None:
            by_share = _figures((*path, "share_of_hours"), unit=POINT, most=1.0)
            yield Change("lending", name, ".".join((*path, "share_of_hours")), "point", by_share, to)
        elif to in scarce:
            yield Change("lending", name, ".".join((*path, "fte")), "FTE", _figures((*path, "fte")), to)


def agency(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One FTE more that may be bought from an agency."""
    for name, lever in scenario.supply.agency.items():
        if (lever.team, lever.role) in scarce:
            path = ("supply", "agency", name, "fte")
            yield Change("agency", name, ".".join(path), "FTE", _figures(path), (lever.team, lever.role))


def minimum_strength(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """One fewer who must stay in a team."""
    teams = {team for team, _ in scarce}
    for name, minimum in scenario.structure.minimum_strength.items():
        if minimum.team in teams:
            path = ("structure", "minimum_strength", name, "fte")
            yield Change("minimum", name, ".".join(path), "FTE", _figures(path, unit=-1.0), (minimum.team, ""))


def earlier(scenario: Scenario, scarce: Sequence[Line]) -> Iterator[Change]:
    """A month less between the decision and the first day in post, or at work."""
    for section in ("recruitment", "pathways"):
        for name, line in _ways_to(scenario, section, scarce):
            path = ("supply", section, name, "lead")
            yield Change("earlier", name, ".".join(path), "month", partial(_sooner, path), line)
    for name, lever in scenario.supply.agency.items():
        if (lever.team, lever.role) in scarce:
            path = ("supply", "agency", name, "lead")
            yield Change("earlier", name, ".".join(path), "month", partial(_sooner, path), (lever.team, lever.role))


def starts(scenario: Scenario, _: Sequence[Line]) -> Iterator[Change]:
    """An initiative a month earlier than it is to start."""
    for name, each in scenario.initiatives.items():
        if each.starts is not None:
            path = ("initiatives", name, "starts")
            yield Change("start", name, ".".join(path), "month", partial(_day_sooner, path))


def freezes(scenario: Scenario, _: Sequence[Line]) -> Iterator[Change]:
    """A rank that goes frozen a month earlier."""
    for rank in scenario.structure.removed_ranks:
        path = ("structure", "removed_ranks", rank, "frozen_from")
        yield Change("freeze", rank, ".".join(path), "month", partial(_day_sooner, path))


KINDS: tuple[Callable[[Scenario, Sequence[Line]], Iterator[Change]], ...] = (
    people,
    posts,
    places,
    year_places,
    movers,
    pools,
    budgets,
    overtime,
    overtime_pounds,
    lending,
    agency,
    minimum_strength,
    earlier,
    starts,
    freezes,
)
"""Every kind of change that is tried; a new one is a function here, its line, and its words in the report."""


def changes(scenario: Scenario, scarce: Sequence[Line]) -> list[list[Change]]:
    """One unit more of everything that bears on some scarce roles, kind by kind, where one unit more can be."""
    every = [[change for change in kind(scenario, scarce) if change.apply(scenario, 1.0)] for kind in KINDS]
    return [kind for kind in every if kind]


# ---------------------------------------------------------------- how a figure moves
def _figures(*paths: Path, unit: float = 1.0, most: float | None = None) -> Apply:
    """Move one figure, or several together, by so many units."""

    def apply(scenario: Scenario, times: float) -> Scenario | None:
        found: Scenario | None = scenario
        for path in paths:
            found = moved(found, path, times * unit, most) if found is not None else None
        return found

    return apply


def _sooner(path: Path, scenario: Scenario, times: float) -> Scenario | None:
    return sooner(scenario, path, times)


def _day_sooner(path: Path, scenario: Scenario, times: float) -> Scenario | None:
    found: Scenario = replaced(scenario, path, lambda day: day - relativedelta(months=round(times)))
    return found


def _ways_to(scenario: Scenario, section: str, scarce: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Ways in or across to the scarce lines, by name."""
    for name, way in at(scenario, ("supply", section)).items():
        to = (way.team, way.role) if section == "recruitment" else (way.to.team, way.to.role)
        if to in scarce:
            yield name, to
