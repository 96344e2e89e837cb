"""Audits of work and people of other parts of the force."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.comparing import CASES, FTE, HOURS, HOURS_KEY, at, compare_places, each_row, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import value_on
from planner.verify.worked_out.cohorts import followed
from planner.verify.worked_out.initiatives import initiatives_of
from planner.verify.worked_out.people import lines_of_establishment, opening_strength
from planner.verify.worked_out.ways import ways

KEY = ["plan", "team", "kind", "cause", "period"]


def work_elsewhere_is_what_is_borne_displaced_and_lent(folder: Folder) -> Iterator[Wrong]:
    """What other parts of the force bear is their share of the cases started, and what levers take from them."""
    hours, fte = folder.cells("elsewhere", KEY, "hours"), folder.cells("elsewhere", KEY, "fte")
    expected = {**_borne(folder), **_taken(folder), **_recruited(folder)}
    again = {place: (hour, slack + 2 * HOURS) for place, (hour, _, slack) in expected.items()}
    yield from compare_places("elsewhere", "hours", KEY, hours, again, 2 * HOURS)
    for place, (_, each, _) in sorted(expected.items()):
        found = float(fte.get(place, 0.0))
        people = float(hours.get(place, 0.0)) / each if each else 0.0
        if not abs(found - people) <= 2 * FTE + 1e-4 * abs(people):
            yield wrong("elsewhere", at(KEY, place), "fte", found, people)


def _borne(folder: Folder) -> dict[tuple[str, ...], tuple[float, float, float]]:
    """Hours of agreed shares, the hours of one FTE, and what rounding leaves open, by place."""
    borne: dict[tuple[str, ...], tuple[float, float, float]] = {}
    average, known = _hours_of_an_average_person(folder), initiatives_of(folder)
    for row in folder.rows("work"):
        first = folder.stated.first_day[row.period]
        for name, task in folder.scenario["demand"][row.line]["tasks"].items():
            left = known.hours_of_dated(row.plan, row.line, name, row.period)
            left *= known.hours_of_chosen(row.plan, row.line, name, row.period)
            for team, share in task.get("out_of_scope", {}).items():
                a_case = value_on(task.get("hours_per_case", 1), first) * value_on(share, first) * left
                place = (row.plan, team, "borne_by_agreement", row.line, row.period)
                hours, _, slack = borne.get(place, (0.0, 0.0, 0.0))
                arrived = row.arrivals_cases + row.repeat_cases
                borne[place] = (hours + arrived * a_case, average[row.period], slack + 2 * CASES * a_case)
    return borne


def _taken(folder: Folder) -> dict[tuple[str, ...], tuple[float, float, float]]:
    """The same of hours that levers push to other teams or borrow from them."""
    taken: dict[tuple[str, ...], tuple[float, float, float]] = {}
    average = _hours_of_an_average_person(folder)
    hours = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    for row in folder.rows("levers"):
        if row.kind == "displacement":
            team = folder.supply("displacement")[row.lever]["to_team"]
            taken[row.plan, team, "displaced_work", row.lever, row.period] = (row.used, average[row.period], HOURS)
        elif row.kind == "redeployment":
            origin = folder.supply("redeployment")[row.lever]["from"]
            pattern = folder.scenario["roles"][origin["role"]]["hours"]
            if folder.scenario["teams"][origin["team"]].get("out_of_scope"):
                each = hours[pattern, "productive", row.period]
                taken[row.plan, origin["team"], "redeployed", row.lever, row.period] = (row.used, each, HOURS)
    return taken


def _recruited(folder: Folder) -> dict[tuple[str, ...], tuple[float, float, float]]:
    """The same of people whom a team has given up, from the day they start."""
    taken: dict[tuple[str, ...], tuple[float, float, float]] = {}
    hours = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    known = ways(folder)
    for row in each_row(followed(folder)):
        way = known[row.flow]
        if way.kind in ("recruitment", "fixed_term", "came_back") and way.other_team:
            each = hours[folder.scenario["roles"][row.role]["hours"], "productive", row.period]
            place = (row.plan, way.other_team, "recruited_from", row.flow, row.period)
            there, _, slack = taken.get(place, (0.0, 0.0, 0.0))
            fte = row.training + row.present
            taken[place] = (there + fte * each, each, slack + FTE * each + HOURS * fte)
    return taken


def _hours_of_an_average_person(folder: Folder) -> dict[str, float]:
    """Productive hours of one FTE in each period, the mean over the people in post before the first."""
    hours = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    people = [
        (opening_strength(folder, team, role), folder.scenario["roles"][role]["hours"])
        for team, role in lines_of_establishment(folder)
    ]
    total = sum(fte for fte, _ in people)
    return {
        period: sum(fte * hours[pattern, "productive", period] for fte, pattern in people) / total if total else 0.0
        for _, _, period in folder.stated.spans
    }
