"""What follows from the starts that a plan prints: where each of those who started is in every period after.

Who started is read from the table of flows. Everything else (leads, shares, terms, leavers, pay) is followed from
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from planner.verify.comparing import PLACE, on_rows
from planner.verify.folder import Folder
from planner.verify.numbers import DAYS_PER_MONTH, as_day, average_days, duration, value_on, values_of
from planner.verify.worked_out.people import Line, frozen_on, leaving_share
from planner.verify.worked_out.ways import DECIDED, NOWHERE, Way, intakes_of, start_kind, ways
from planner.vocabulary import PATHWAYS

FIGURES = (
    "departs", "released", "training", "training_on_post", "training_paid", "training_productive", "joins",
    "comes_back", "extra_leavers", "ends", "present", "bound", "unproductive", "tutor_hours", "paid_as_origin",
    "posts",
)  # fmt: skip
"""What somebody who started may be to a line in a period."""


@dataclass(frozen=True)
class Cohort:
    """People who started on a way together."""

    plan: str
    way: Way
    start: int | None
    """The number of the period in which they start; none: before the plan."""
    joins: int | None
    """The number of the period in which they join; none: after the plan."""
    fte: float
    decided: bool = True
    """Whether somebody decided it in this plan."""


def cohorts(folder: Folder) -> Iterator[Cohort]:
    """Everybody who starts in the plan, has started before it, or is known to come."""
    printed: dict[tuple[str, str], list[Any]] = {}
    for row in folder.rows("flows"):
        printed.setdefault((row.flow, row.kind), []).append(row)
    number = folder.stated.number
    for way in ways(folder).values():
        for plan in ("before", "after"):
            yield from _without_a_decision(folder, plan, way)
        if way.kind in ("known_joiner", "temporary_holders"):
            continue
        held = intakes_of(folder, way) if way.kind in (*PATHWAYS, "recruitment", "fixed_term") else {}
        for row in printed.get((way.name, start_kind(way)), ()):
            joins = row.period
            if held:
                joins = folder.stated.period_from(held[row.period][0] + duration(way.stated.get("lead")))
            yield Cohort(row.plan, way, number[row.period], None if joins is None else number[joins], row.fte)


def _without_a_decision(folder: Folder, plan: str, way: Way) -> Iterator[Cohort]:
    number = folder.stated.number
    if way.kind == "temporary_holders":
        yield Cohort(plan, way, None, None, value_on(way.stated["fte"], date.min), decided=False)
    if way.kind == "known_joiner":
        period = folder.stated.period_on(as_day(way.stated["on"]))
        if period is not None:
            there = value_on(way.stated["fte"], date.min)
            yield Cohort(plan, way, number[period], number[period], there, decided=False)
    for earlier in way.stated.get("already_started", ()) if way.kind in DECIDED else ():
        joins = folder.stated.period_from(as_day(earlier["on"]) + duration(way.stated.get("lead")))
        there = value_on(earlier["fte"], date.min)
        yield Cohort(plan, way, None, None if joins is None else number[joins], there, decided=False)


def followed(folder: Folder) -> pd.DataFrame:
    """What those who started are to each line in each period.

    Columns plan, flow, kind, decided, team, role, period, and the figures of `FIGURES`, for all who started together
    [FTE, but tutor_hours in hours].
    """
    return folder.once("followed", lambda: _followed(folder))


def _followed(folder: Folder) -> pd.DataFrame:
    rows = [
        (
            *(each.plan, each.way.name, each.way.kind, each.decided),
            *line,
            folder.stated.spans[number][2],
            *(each.fte * figures.get(name, 0.0) for name in FIGURES),
        )
        for each in cohorts(folder)
        if each.fte
        for line, number, figures in _follow_one(folder, each)
    ]
    return pd.DataFrame(rows, columns=["plan", "flow", "kind", "decided", "team", "role", "period", *FIGURES])


def _follow_one(folder: Folder, cohort: Cohort) -> tuple[Facts, ...]:
    """What one of a cohort is: the same whoever is in it, so it is followed once for all who start together."""
    key = ("followed", cohort.way.name, cohort.start, cohort.joins)
    return folder.stated.once(key, lambda: tuple(_follow(folder, cohort)))


def on_places(folder: Folder, rows: pd.DataFrame, *figures: str) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """What all who started are to the lines and periods of a table, and how many cohorts stand in each sum."""
    sums, cells = folder.once(("on places", figures), lambda: _by_place(folder, *figures))
    return on_rows(rows, PLACE, sums), on_rows(rows, PLACE, cells)


def _by_place(folder: Folder, *figures: str) -> tuple[pd.Series[Any], pd.Series[Any]]:
    table = followed(folder)
    table = table[(table[list(figures)] != 0).any(axis=1)]
    groups = table.groupby(PLACE)
    return groups[list(figures)].sum().sum(axis=1), groups.size().astype(float)


Facts = tuple[Line, int, dict[str, float]]
"""A line, the number of a period, and what one of those who started is there."""


def _follow(folder: Folder, cohort: Cohort) -> Iterator[Facts]:
    way = cohort.way
    if way.kind == "temporary_holders":
        yield from _in_post(folder, cohort, 0, 1.0, present_already=True)
        return
    yield from _leaving_the_origin(folder, cohort)
    yield from _in_training(folder, cohort)
    if cohort.joins is None or way.destination == NOWHERE:
        return
    day = folder.stated.spans[cohort.joins][0]
    if way.returning(day):
        yield way.origin, cohort.joins, {"comes_back": way.returning(day)}
    yield from _in_post(folder, cohort, cohort.joins, way.passing(day), present_already=False)
    gone = frozen_on(folder, way.origin[1]) if way.origin != NOWHERE else None
    if way.moves_post and (gone is None or day < gone):
        for number in range(cohort.joins, len(folder.stated.spans)):
            yield way.destination, number, {"posts": way.passing(day)}
            if way.origin != NOWHERE and (gone is None or folder.stated.spans[number][0] < gone):
                yield way.origin, number, {"posts": -way.passing(day)}


def _leaving_the_origin(folder: Folder, cohort: Cohort) -> Iterator[Facts]:
    """Who leaves a line, and who of them would still be there."""
    way = cohort.way
    when = cohort.joins if way.is_civilian else cohort.start
    if way.origin == NOWHERE or when is None:
        return
    there = way.passing(folder.stated.spans[when][0]) if way.is_civilian else 1.0
    yield way.origin, when, {"departs": there}
    back_from = _term_over(folder, cohort) if way.goes_back and cohort.joins is not None else None
    for number in range(when, len(folder.stated.spans)):
        if number == back_from:
            return
        there *= 1.0 if number == when else 1.0 - leaving_share(folder, way.origin[1], folder.stated.spans[number][2])
        if number == cohort.joins and not way.is_civilian:
            there *= 1.0 - way.returning(folder.stated.spans[number][0])
        yield way.origin, number, {"released": there}


def _in_training(folder: Folder, cohort: Cohort) -> Iterator[Facts]:
    way = cohort.way
    if way.training_line == NOWHERE:
        return
    end = len(folder.stated.spans) if cohort.joins is None else cohort.joins
    for number in range(cohort.start or 0, end):
        first, _, period = folder.stated.spans[number]
        facts = {
            "training": 1.0,
            "training_on_post": float(bool(way.training.get("on_establishment"))),
            "training_paid": value_on(way.training.get("pay_share", 0), first),
            "training_productive": value_on(way.training.get("productivity", 0), first),
        }
        tutor = way.stated.get("tutor") or {}
        if tutor.get("when") == "in_lead":
            facts["tutor_hours"] = value_on(tutor["hours_per_month"], first) * folder.stated.months[period]
        yield way.training_line, number, facts


def _in_post(folder: Folder, cohort: Cohort, first: int, there: float, present_already: bool) -> Iterator[Facts]:
    way, (_, role) = cohort.way, cohort.way.destination
    over = _term_over(folder, cohort)
    bound_for_good = bool(way.stated.get("length")) or over is not None
    age = 0.0
    for number in range(first, len(folder.stated.spans)):
        period = folder.stated.spans[number][2]
        until = age + folder.stated.months[period]
        is_new = way.is_new_to_the_force and age < 12 - 1e-9
        facts: dict[str, float] = {}
        if number == first and not present_already:
            facts["joins"] = there
        else:
            usual = leaving_share(folder, role, period)
            share = leaving_share(folder, role, period, first_year=True) if is_new else usual
            facts["extra_leavers"] = there * (share - usual)
            there *= 1.0 - share
            if number == over:
                yield way.destination, number, {**facts, "ends": there}
                if way.goes_back:
                    yield way.origin, number, {"comes_back": there}
                return
            facts["bound"] = there if is_new or bound_for_good else 0.0
        facts["present"] = there
        facts["unproductive"] = there * (1.0 - _competence(way, age, until))
        facts["tutor_hours"] = there * _tutoring(way, folder.stated.spans[number][0], age, until)
        facts["paid_as_origin"] = there * paid_as_origin(way.kind, way.stated, age, until)
        yield way.destination, number, facts
        age = until


def _term_over(folder: Folder, cohort: Cohort) -> int | None:
    """The number of the period in which a term is over; none: not within the plan, or never."""
    way = cohort.way
    if way.kind == "temporary_holders":
        days = [as_day(way.stated["until"])] if way.stated.get("until") else []
        frozen = frozen_on(folder, way.destination[1])
        days += [frozen] if frozen is not None else []
    elif way.stated.get("length") and cohort.joins is not None:
        days = [folder.stated.spans[cohort.joins][0] + duration(way.stated["length"])]
        frozen = frozen_on(folder, way.destination[1])
        days += [frozen] if frozen is not None and way.goes_back else []
    else:
        days = []
    period = folder.stated.period_from(min(days)) if days else None
    return None if period is None else folder.stated.number[period]


def _competence(way: Way, begin: float, end: float) -> float:
    """The mean share of a competent holder's hours between two ages [months]."""
    profile = values_of(way.stated.get("productivity_by_month") or way.stated.get("settling_in_by_month") or [])
    edges = [*range(len(profile) + 1), max(end, len(profile))]
    shares = [*profile, 1.0]
    parts = (max(0.0, min(end, late) - max(begin, early)) for early, late in pairwise(edges))
    return float(sum(share * part for share, part in zip(shares, parts, strict=False))) / (end - begin)


def _tutoring(way: Way, day: date, begin: float, end: float) -> float:
    """Hours that one takes of tutors after joining between two ages [hours]."""
    tutor = way.stated.get("tutor")
    if not tutor or tutor.get("when") == "in_lead":
        return 0.0
    return value_on(tutor["hours_per_month"], day) * max(0.0, min(end, value_on(tutor.get("months", 1), day)) - begin)


def paid_as_origin(kind: str, stated: dict[str, Any], begin: float, end: float) -> float:
    """The share of one who is paid as on the line that he or she came from, between two times after joining."""
    if kind == "temporary_promotion":
        return 1.0 - value_on(stated.get("pay_difference_share", 1), date.min)
    if kind != "reversion" or not stated.get("pay_protection"):
        return 0.0
    return max(0.0, min(end, average_days(stated["pay_protection"]) / DAYS_PER_MONTH) - begin) / (end - begin)
