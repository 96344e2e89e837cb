"""Audits of hours: they are those of the people, and nobody works more than there are."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from audit.reading import (
    FTE,
    HOURS,
    PLACE,
    Finding,
    Folder,
    compare,
    mean_of,
    on_rows,
    summed,
)


def hours_follow_from_people(folder: Folder) -> Iterator[Finding]:
    """Contracted, away and productive hours are those of the available people."""
    rows = folder.tables["staffing"]
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    pattern = rows["role"].map({name: role["hours"] for name, role in folder.scenario["roles"].items()})

    def of(line: str) -> pd.Series:
        return pd.Series(
            [hours[key] for key in zip(pattern, [line] * len(rows), rows["period"], strict=True)], index=rows.index
        )

    people, contracted, productive = rows["available_fte"], of("contracted"), of("productive")
    slack = FTE * contracted + 2 * HOURS * people.abs() + 3 * HOURS
    yield from compare("contracted hours", rows, PLACE, rows["contracted_hours"], people * contracted, slack)
    lost = pd.Series(lost_to_reduced_hours(folder), dtype=float)
    not_given = on_rows(rows, PLACE, lost) * productive if len(lost) else 0 * productive
    away = people * (contracted - productive) + not_given
    slack += 4 * HOURS * productive * (not_given > 0)  # people on reduced hours are printed to three decimals
    yield from compare("hours away", rows, PLACE, rows["away_hours"], away, slack)
    again = rows["contracted_hours"] - rows["away_hours"] - rows["learning_hours"]
    yield from compare("productive hours", rows, PLACE, rows["productive_hours"], again, 4 * HOURS)


def lost_to_reduced_hours(folder: Folder) -> dict[tuple[str, ...], float]:
    """What people on reduced hours do not give, by plan, team, role and period [FTE]."""
    lost: dict[tuple[str, ...], float] = {}
    levers = folder.tables["levers"]
    for row in levers[levers["kind"] == "reduced_hours"].itertuples():
        stated = folder.supply("reduced_hours")[row.lever]["productivity"]
        share = 1 - mean_of(stated, folder.first_day[row.period], folder.periods["after"][row.period])
        place = (row.plan, row.team, row.role, row.period)
        lost[place] = lost.get(place, 0.0) + share * row.used
    return lost


def hours_of_a_pattern_add_up(folder: Folder) -> Iterator[Finding]:
    """Contracted hours are the productive ones and everything that is taken."""
    hours = folder.tables["hours"]
    key = ["pattern", "period"]
    others = summed(hours[hours["name"] != "contracted"], key, ["hours_per_fte"])
    rows = hours[hours["name"] == "contracted"]
    again, cells = on_rows(rows, key, others["hours_per_fte"]), on_rows(rows, key, others["cells"])
    yield from compare("hours of a pattern add up", rows, key, rows["hours_per_fte"], again, HOURS * (cells + 1))


def nobody_works_hours_that_are_not_there(folder: Folder) -> Iterator[Finding]:
    """Hours worked and spare are the productive, extra and borrowed ones less those lent and given to learners."""
    rows = folder.tables["staffing"]
    there = (
        rows[["productive_hours", "overtime_hours", "agency_hours", "borrowed_hours"]].sum(axis=1)
        - rows["lent_hours"]
        - rows["tutor_hours"]
    )
    used = rows["worked_hours"] + rows["spare_hours"]
    yield from compare("nobody works hours that are not there", rows, PLACE, used, there, 8 * HOURS)
    worked = summed(folder.tables["worked"], PLACE, ["worked_hours"])
    again, slack = on_rows(rows, PLACE, worked["worked_hours"]), HOURS * (1 + on_rows(rows, PLACE, worked["cells"]))
    yield from compare("hours worked are those of the tasks", rows, PLACE, rows["worked_hours"], again, slack)
