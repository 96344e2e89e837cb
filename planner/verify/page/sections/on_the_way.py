"""Who is on a pathway at the end of the plan, and who did not pass and left: worked out from who started when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from planner.verify.numbers import as_day, duration, value_on
from planner.verify.page.figures import Figures
from planner.verify.worked_out.people import Line
from planner.verify.worked_out.ways import line_of, pathways


@dataclass(frozen=True)
class Course:
    """What has become of those who took a pathway, before the plan or in it [FTE]."""

    waiting: float
    """On the way at the end."""
    left: float
    """Did not pass and left the force."""


def course(figures: Figures, plan: str, name: str) -> Course:
    """What has become of those who took a pathway."""
    return figures.folder.once(("course of a pathway", plan, name), lambda: _course(figures, plan, name))


def _course(figures: Figures, plan: str, name: str) -> Course:
    way = pathways(figures.folder)[name]
    begun = list(_begun(figures, plan, name, way))
    last = figures.first_day(figures.last)
    waiting = sum((fte for day, fte in begun if day + duration(way.get("lead", 0)) > last), 0.0)
    lost = _share(way, "leave_share") + (_share(way, "return_share") if way["kind"] == "civilianisation" else 0.0)
    return Course(waiting, lost * (sum((fte for _, fte in begun), 0.0) - waiting))


def _share(way: dict[str, Any], key: str) -> float:
    return value_on(way.get(key, 0), date.min)


def _begun(figures: Figures, plan: str, name: str, way: dict[str, Any]) -> Iterator[tuple[date, float]]:
    """The day of each intake, and how many started then."""
    for each in way.get("already_started", ()):
        yield as_day(each["on"]), value_on(each["fte"], date.min)
    kind = "starts" if way["kind"] == "civilianisation" else f"{way['kind']}_out"
    for row in figures.rows("flows", plan=plan, flow=name, kind=kind, reported=True):
        yield _intake(figures, way, row.period_first, row.period), row.fte


def _intake(figures: Figures, way: dict[str, Any], first: date, period: str) -> date:
    """The first intake in a period: on a stated day, or on the first of a month."""
    stated = [as_day(day) for day in way.get("intakes", ())]
    if stated:
        return min(day for day in stated if first <= day < figures.folder.stated.after[period])
    return first if first.day == 1 else first.replace(day=1) + relativedelta(months=1)


def on_the_way(figures: Figures, plan: str) -> dict[Line, float]:
    """People of the planned teams who are on a pathway at the end, by the line whose post they hold [FTE]."""
    found: dict[Line, float] = {}
    for name, way in pathways(figures.folder).items():
        if way["kind"] != "civilianisation":
            to = way.get("in_training", {}).get("line", "from") == "to"
            line = line_of(way["to"] if to else way["from"])
            found[line] = found.get(line, 0.0) + course(figures, plan, name).waiting
    return found
