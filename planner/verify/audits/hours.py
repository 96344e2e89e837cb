"""Audits of hours: they are those of the people, and nobody works more than there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from planner.verify.comparing import (
    FTE,
    HOURS,
    HOURS_KEY,
    PLACE,
    at,
    compare,
    compare_at_most,
    compare_places,
    compare_rows,
    on_rows,
    summed,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken
from planner.verify.numbers import as_day, mean_of
from planner.verify.worked_out.hours import hours_lines
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import establishment_line, staying_share


def hours_of_a_person_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Contracted hours, each line that is taken from them, and what is left are what the pattern says, day by day."""
    lines = hours_lines(folder)
    expected = {place: (hours, 2 * HOURS) for place, hours in lines.items()}
    printed = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    yield from compare_rows("hours", HOURS_KEY, printed, expected)
    yield from compare_places("hours", "hours_per_fte", HOURS_KEY, printed, expected)
    rows = folder.tables["hours"]
    others = summed(rows[rows["name"] != "contracted"], ["pattern", "period"], ["hours_per_fte"])
    rows = rows[rows["name"] == "contracted"]
    cells = on_rows(rows, ["pattern", "period"], others["cells"])
    again = on_rows(rows, ["pattern", "period"], others["hours_per_fte"])
    yield from compare("hours", "hours_per_fte", rows, HOURS_KEY, again, HOURS * (cells + 1))


def hours_follow_from_people(folder: Folder) -> Iterator[Wrong]:
    """Contracted, away and productive hours are those of the available people."""
    rows = folder.tables["staffing"]
    contracted, productive = hours_of_rows(folder, rows, "contracted"), hours_of_rows(folder, rows, "productive")
    people = rows["available_fte"]
    slack = FTE * contracted + 2 * HOURS * people.abs() + 3 * HOURS
    yield from compare("staffing", "contracted_hours", rows, PLACE, people * contracted, slack)
    not_given = on_rows(rows, PLACE, pd.Series(lost_to_reduced_hours(folder), dtype=float)) * productive
    away = people * (contracted - productive) + not_given
    slack += 4 * HOURS * productive * (not_given > 0)  # people on reduced hours are printed to three decimals
    yield from compare("staffing", "away_hours", rows, PLACE, away, slack)
    again = rows["contracted_hours"] - rows["away_hours"] - rows["learning_hours"]
    yield from compare("staffing", "productive_hours", rows, PLACE, again, 4 * HOURS)


def hours_of_rows(folder: Folder, rows: pd.DataFrame, line: str) -> pd.Series[Any]:
    """Hours of one FTE of each row's role in its period."""
    hours = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    roles = folder.scenario["roles"]
    each = [
        hours[roles[role]["hours"], line, period] for role, period in zip(rows["role"], rows["period"], strict=True)
    ]
    return pd.Series(each, index=rows.index, dtype=float)


def lost_to_reduced_hours(folder: Folder) -> dict[tuple[str, ...], float]:
    """What people on reduced hours do not give, by plan, team, role and period [FTE]."""
    lost: dict[tuple[str, ...], float] = {}
    for row in folder.rows("levers"):
        if row.kind == "reduced_hours":
            stated = folder.supply("reduced_hours")[row.lever]["productivity"]
            share = 1 - mean_of(stated, *folder.stated.span[row.period])
            place = (row.plan, row.team, row.role, row.period)
            lost[place] = lost.get(place, 0.0) + share * row.used
    return lost


def nobody_works_hours_that_are_not_there(folder: Folder) -> Iterator[Wrong]:
    """Hours worked and spare are the productive, extra and borrowed ones less those lent and given to learners."""
    rows = folder.tables["staffing"]
    there = rows[["productive_hours", "overtime_hours", "agency_hours", "borrowed_hours"]].sum(axis=1)
    there = there - rows["lent_hours"] - rows["tutor_hours"]
    yield from compare("staffing", "spare_hours", rows, PLACE, there - rows["worked_hours"], 8 * HOURS)
    yield from compare_at_most("staffing", "worked_hours", rows, PLACE, there, 8 * HOURS)
    worked = summed(folder.tables["worked"], PLACE, ["worked_hours"])
    again, slack = on_rows(rows, PLACE, worked["worked_hours"]), HOURS * (1 + on_rows(rows, PLACE, worked["cells"]))
    yield from compare("staffing", "worked_hours", rows, PLACE, again, slack)


def people_on_limited_duty_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """On limited duty are those stated, as far as natural wastage leaves them in post."""
    rows = folder.tables["staffing"]
    again = [
        sum(_limited(folder, row, duty) for duty in limited_duties(folder, row.team, row.role))
        for row in folder.rows("staffing")
    ]
    yield from compare("staffing", "limited_fte", rows, PLACE, again, 2 * FTE)


def limited_duties(folder: Folder, team: str, role: str) -> list[dict[str, Any]]:
    """Groups of people on limited duty on a line."""
    return list(establishment_line(folder, team, role).get("limited_duty", {}).values())


def _limited(folder: Folder, row: Any, duty: dict[str, Any]) -> float:
    until = as_day(duty["until"]) if duty.get("until") else None
    there = mean_of(duty["fte"], *folder.stated.span[row.period], until=until)
    return there * staying_share(folder, row.role, row.period)


def barred_people_do_not_do_what_they_are_barred_from(folder: Folder) -> Iterator[Wrong]:
    """On tasks from which all of a group on limited duty are barred, no more is worked than the others can give."""
    yield from broken(limit for plan in PLANS for limit in hours_of_the_others(folder, plan) if limit.held)


def hours_of_the_others(folder: Folder, plan: str) -> Iterator[Limit]:
    """For tasks from which people on limited duty are barred: the hours of all others, and what is worked [hours]."""
    worked: dict[tuple[str, ...], list[Any]] = {}
    for row in folder.rows("worked"):
        worked.setdefault((row.plan, row.team, row.role, row.period), []).append(row)
    rows = folder.tables["staffing"]
    for row, productive in zip(
        folder.rows("staffing"), hours_of_rows(folder, rows, "productive").tolist(), strict=True
    ):
        duties = limited_duties(folder, row.team, row.role) if row.plan == plan else []
        barred = [(_tasks_named(folder, duty["barred"]), _limited(folder, row, duty)) for duty in duties]
        at_hand = row.productive_hours + row.overtime_hours + row.agency_hours + row.borrowed_hours
        place = (plan, row.team, row.role, row.period)
        for tasks in _intersections([names for names, fte in barred if fte > 0]):
            mine = [each.worked_hours for each in worked.get(place, ()) if f"{each.line}.{each.task}" in tasks]
            yield Limit(
                "limited_duty",
                (row.team, row.role, "+".join(sorted(tasks)), folder.stated.number[row.period]),
                "",
                "most",
                at_hand - productive * sum(fte for names, fte in barred if tasks <= names),
                sum(mine),
                HOURS * 40 + 2 * FTE * productive,
                *("staffing", at(PLACE, place), "worked_hours"),
                may_lack=not mine,
            )


def _tasks_named(folder: Folder, names: list[str]) -> frozenset[str]:
    """Tasks, each as `line.task`, of a list of tasks and of whole lines."""
    return frozenset(
        f"{line}.{task}"
        for line, stated in folder.scenario["demand"].items()
        for task in stated["tasks"]
        if line in names or f"{line}.{task}" in names
    )


def _intersections(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """What some of the sets have in common, each once; nothing in common is left out."""
    some = (each for size in range(1, len(sets) + 1) for each in combinations(sets, size))
    return sorted({frozenset.intersection(*each) for each in some} - {frozenset()}, key=sorted)
