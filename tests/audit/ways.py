"""What follows from the starts that a plan prints: where each of those who started is in every period after.

One way to come, to go or to change lines is read from the scenario, whichever section it stands in; who started is
read from the table of flows. Everything else (leads, shares, terms, leavers, pay) is followed from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from audit.people import frozen_on, intakes, leaving_share
from audit.reading import DAYS_PER_MONTH, Folder, as_day, average_days, duration, value_on

Line = tuple[str, str]
NOWHERE: Line = ("", "")
PATHWAYS = ("training", "promotion", "temporary_promotion", "reversion", "civilianisation")
EXITS = ("redundancy", "voluntary_exit", "posting_out")
DECIDED = ("recruitment", "fixed_term", "move", *PATHWAYS, *EXITS)
"""Kinds of ways on which somebody decides to start."""
FIGURES = (
    "departs", "released", "training", "training_on_post", "training_paid", "training_productive", "joins",
    "comes_back", "extra_leavers", "ends", "present", "bound", "unproductive", "tutor_hours", "paid_as_origin",
    "posts",
)  # fmt: skip
"""What somebody who started may be to a line in a period."""


@dataclass(frozen=True)
class Way:
    """One way to come, to go or to change lines."""

    name: str
    kind: str
    stated: dict[str, Any]
    origin: Line = NOWHERE
    destination: Line = NOWHERE
    other_team: str = ""
    """The out-of-scope team that gives people up or takes them."""
    training_line: Line = NOWHERE
    """The line on which people in training count."""
    training: dict[str, Any] = field(default_factory=dict)

    @property
    def is_civilian(self) -> bool:
        """Whether somebody new is trained for the post of an officer, who works on until then."""
        return self.kind == "civilianisation"

    @property
    def is_new_to_the_force(self) -> bool:
        """Whether people come from outside, so that their first year counts as such."""
        return self.kind in ("recruitment", "fixed_term", "known_joiner", "civilianisation")

    @property
    def goes_back(self) -> bool:
        """Whether people go back when their term is over."""
        return self.kind in ("temporary_promotion", "temporary_holders")

    @property
    def moves_post(self) -> bool:
        """Whether a post comes with the person."""
        return self.kind == "came_back" or bool(self.stated.get("moves_post", self.is_civilian))

    def passing(self, day: date) -> float:
        """The share of those who started who join [share]."""
        if self.kind in ("recruitment", "fixed_term"):
            return value_on(self.stated.get("stay", 1), day)
        if self.kind in PATHWAYS:
            lost = (value_on(self.stated.get(name, 0), day) for name in ("return_share", "leave_share"))
            return 1.0 - sum(lost)
        return 1.0

    def returning(self, day: date) -> float:
        """The share of those who started who go back to where they came from; a new member of staff to nowhere."""
        in_force = self.kind in PATHWAYS and not self.is_civilian
        return value_on(self.stated.get("return_share", 0), day) if in_force else 0.0


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


def removed_ranks(folder: Folder) -> dict[str, dict[str, Any]]:
    """Removed ranks as stated."""
    return dict(folder.scenario.get("structure", {}).get("removed_ranks", {}))


def pathways(folder: Folder) -> dict[str, dict[str, Any]]:
    """Pathways by name, those of removed ranks included."""
    of_ranks = [rank.get("pathways", {}) for rank in removed_ranks(folder).values()]
    return {name: way for section in (folder.supply("pathways"), *of_ranks) for name, way in section.items()}


def exits(folder: Folder) -> dict[str, dict[str, Any]]:
    """Exits by name, those of removed ranks included."""
    of_ranks = [rank.get("exits", {}) for rank in removed_ranks(folder).values()]
    return {name: way for section in (folder.supply("exits"), *of_ranks) for name, way in section.items()}


def ways(folder: Folder) -> dict[str, Way]:
    """Every way by its name."""
    if "ways" not in folder.memory:
        folder.memory["ways"] = {way.name: way for way in _each_way(folder)}
    return dict(folder.memory["ways"])


def _each_way(folder: Folder) -> Iterator[Way]:
    for name, way in folder.supply("recruitment").items():
        kind, line = "fixed_term" if way.get("length") else "recruitment", _line(way)
        yield Way(name, kind, way, NOWHERE, line, way.get("from_team") or "", line, way.get("in_lead", {}))
    for name, way in folder.supply("moves").items():
        yield Way(name, "move", way, _line(way["from"]), _line(way["to"]))
    for name, way in folder.supply("known_joiners").items():
        yield Way(name, "known_joiner", way, NOWHERE, _line(way))
    for name, way in pathways(folder).items():
        yield _pathway(name, way)
    for name, way in exits(folder).items():
        yield Way(name, way["kind"], way, _line(way["from"]), NOWHERE, way.get("to_team") or "")
    yield from _of_other_sections(folder)


def _pathway(name: str, way: dict[str, Any]) -> Way:
    origin, destination = _line(way["from"]), _line(way["to"])
    civilian = way["kind"] == "civilianisation"
    learning = {"pay_share": 1, "on_establishment": True, **way.get("in_training", {})}
    learning["on_establishment"] = learning["on_establishment"] and not civilian
    line = destination if civilian or learning.get("line") == "to" else origin
    return Way(name, way["kind"], way, origin, destination, "", line, learning)


def _of_other_sections(folder: Folder) -> Iterator[Way]:
    """Temporary holders of the opening, and posts that come back."""
    for team, lines in folder.scenario["establishment"].items():
        for role, line in lines.items():
            for group, holders in line.get("temporary", {}).items():
                own = _line(holders["substantive"])
                yield Way(f"{team}.{role}.{group}", "temporary_holders", holders, own, (team, role))
    for rank, removed in removed_ranks(folder).items():
        for number, back in enumerate(removed.get("comes_back", ()), start=1):
            name = f"{rank}.comes_back.{number}"
            yield Way(name, "came_back", back, NOWHERE, _line(back), back.get("from_team") or "")


def _line(place: dict[str, Any]) -> Line:
    return place["team"], place["role"]


def opens_on(folder: Folder, way: Way) -> date | None:
    """The day on which a way out opens that is stated under a removed rank: that of its freeze; elsewhere none."""
    for removed in removed_ranks(folder).values():
        if way.name in (*removed.get("pathways", {}), *removed.get("exits", {})):
            return as_day(removed["frozen_from"])
    return None


def first_day_out(folder: Folder, way: Way) -> date:
    """The first day on which anybody can go by an exit: consultation and notice are over."""
    begin = folder.spans[0][0]
    decided = max(as_day(way.stated.get("first_day") or begin), begin, opens_on(folder, way) or begin)
    return decided + duration(way.stated.get("consultation")) + duration(way.stated.get("notice"))


def start_kind(way: Way) -> str:
    """The kind of the printed flow that says who started."""
    if way.kind in ("recruitment", "fixed_term", "civilianisation"):
        return "starts"
    named = {"move": "moves_out", "came_back": "posts_came_back"}
    return named.get(way.kind, way.kind if way.kind in EXITS else f"{way.kind}_out")


def intakes_of(folder: Folder, way: Way) -> dict[str, list[date]]:
    """The days of intakes of a way in each period that has one."""
    key = ("intakes", way.name)
    if key not in folder.memory:
        held: dict[str, list[date]] = {}
        for day in intakes(folder, way.stated):
            period = folder.period_on(day)
            if period is not None:
                held.setdefault(period, []).append(day)
        folder.memory[key] = held
    return dict(folder.memory[key])


def cohorts(folder: Folder) -> Iterator[Cohort]:
    """Everybody who starts in the plan, has started before it, or is known to come."""
    printed = folder.tables["flows"].groupby(["flow", "kind"])
    number = folder.periods["number"]
    for way in ways(folder).values():
        for plan in ("before", "after"):
            yield from _without_a_decision(folder, plan, way)
        group = (way.name, start_kind(way))
        if way.kind in ("known_joiner", "temporary_holders") or group not in printed.groups:
            continue
        held = intakes_of(folder, way) if way.kind in (*PATHWAYS, "recruitment", "fixed_term") else {}
        for row in printed.get_group(group).itertuples():
            joins = row.period
            if held:
                joins = folder.period_from(held[row.period][0] + duration(way.stated.get("lead")))
            yield Cohort(row.plan, way, number[row.period], None if joins is None else number[joins], row.fte)


def _without_a_decision(folder: Folder, plan: str, way: Way) -> Iterator[Cohort]:
    number = folder.periods["number"]
    if way.kind == "temporary_holders":
        yield Cohort(plan, way, None, None, value_on(way.stated["fte"], date.min), decided=False)
    if way.kind == "known_joiner":
        period = folder.period_on(as_day(way.stated["on"]))
        if period is not None:
            there = value_on(way.stated["fte"], date.min)
            yield Cohort(plan, way, number[period], number[period], there, decided=False)
    for earlier in way.stated.get("already_started", ()) if way.kind in DECIDED else ():
        joins = folder.period_from(as_day(earlier["on"]) + duration(way.stated.get("lead")))
        there = value_on(earlier["fte"], date.min)
        yield Cohort(plan, way, None, None if joins is None else number[joins], there, decided=False)


def followed(folder: Folder) -> pd.DataFrame:
    """What those who started are to each line in each period.

    Columns plan, flow, kind, decided, team, role, period, and the figures of `FIGURES`, for all who started together
    [FTE, but tutor_hours in hours].
    """
    if "followed" not in folder.memory:
        rows = [
            (each.plan, each.way.name, each.way.kind, each.decided, *line, folder.spans[number][2],
             *(each.fte * figures.get(name, 0.0) for name in FIGURES))
            for each in cohorts(folder)
            for line, number, figures in _follow(folder, each)
        ]  # fmt: skip
        columns = ["plan", "flow", "kind", "decided", "team", "role", "period", *FIGURES]
        folder.memory["followed"] = pd.DataFrame(rows, columns=columns)
    table: pd.DataFrame = folder.memory["followed"]
    return table


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
    day = folder.spans[cohort.joins][0]
    if way.returning(day):
        yield way.origin, cohort.joins, {"comes_back": way.returning(day)}
    yield from _in_post(folder, cohort, cohort.joins, way.passing(day), present_already=False)
    gone = frozen_on(folder, way.origin[1]) if way.origin != NOWHERE else None
    if way.moves_post and (gone is None or day < gone):
        for number in range(cohort.joins, len(folder.spans)):
            yield way.destination, number, {"posts": way.passing(day)}
            if way.origin != NOWHERE and (gone is None or folder.spans[number][0] < gone):
                yield way.origin, number, {"posts": -way.passing(day)}


def _leaving_the_origin(folder: Folder, cohort: Cohort) -> Iterator[Facts]:
    """Who leaves a line, and who of them would still be there."""
    way = cohort.way
    when = cohort.joins if way.is_civilian else cohort.start
    if way.origin == NOWHERE or when is None:
        return
    there = way.passing(folder.spans[when][0]) if way.is_civilian else 1.0
    yield way.origin, when, {"departs": there}
    back_from = _term_over(folder, cohort) if way.goes_back and cohort.joins is not None else None
    for number in range(when, len(folder.spans)):
        if number == back_from:
            return
        there *= 1.0 if number == when else 1.0 - leaving_share(folder, way.origin[1], folder.spans[number][2])
        if number == cohort.joins and not way.is_civilian:
            there *= 1.0 - way.returning(folder.spans[number][0])
        yield way.origin, number, {"released": there}


def _in_training(folder: Folder, cohort: Cohort) -> Iterator[Facts]:
    way = cohort.way
    if way.training_line == NOWHERE:
        return
    end = len(folder.spans) if cohort.joins is None else cohort.joins
    for number in range(cohort.start or 0, end):
        first, _, period = folder.spans[number]
        facts = {
            "training": 1.0,
            "training_on_post": float(bool(way.training.get("on_establishment"))),
            "training_paid": value_on(way.training.get("pay_share", 0), first),
            "training_productive": value_on(way.training.get("productivity", 0), first),
        }
        tutor = way.stated.get("tutor") or {}
        if tutor.get("when") == "in_lead":
            facts["tutor_hours"] = value_on(tutor["hours_per_month"], first) * float(folder.periods["months"][period])
        yield way.training_line, number, facts


def _in_post(folder: Folder, cohort: Cohort, first: int, there: float, present_already: bool) -> Iterator[Facts]:
    way, (_, role) = cohort.way, cohort.way.destination
    over = _term_over(folder, cohort)
    bound_for_good = bool(way.stated.get("length")) or over is not None
    age = 0.0
    for number in range(first, len(folder.spans)):
        period = folder.spans[number][2]
        until = age + float(folder.periods["months"][period])
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
        facts["tutor_hours"] = there * _tutoring(way, folder.spans[number][0], age, until)
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
        days = [folder.spans[cohort.joins][0] + duration(way.stated["length"])]
        frozen = frozen_on(folder, way.destination[1])
        days += [frozen] if frozen is not None and way.goes_back else []
    else:
        days = []
    period = folder.period_from(min(days)) if days else None
    return None if period is None else int(folder.periods["number"][period])


def _competence(way: Way, begin: float, end: float) -> float:
    """The mean share of a competent holder's hours between two ages [months]."""
    profile = way.stated.get("productivity_by_month") or way.stated.get("settling_in_by_month") or []
    profile = profile["values"] if isinstance(profile, dict) else profile
    edges = [*range(len(profile) + 1), max(end, len(profile))]
    shares = [*(float(value) for value in profile), 1.0]
    parts = (max(0.0, min(end, late) - max(begin, early)) for early, late in pairwise(edges))
    return sum(share * part for share, part in zip(shares, parts, strict=False)) / (end - begin)


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
