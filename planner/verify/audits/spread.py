"""Audits of chance: the natural spread of small lines, and the record of removed ranks beside what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from planner.verify.comparing import FTE, SHARE, at, at_most, compare_rows, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import as_day, step_on, value_on
from planner.verify.worked_out.chance import points
from planner.verify.worked_out.people import (
    fte_per_head,
    leaving_share,
    lines_of_establishment,
    opening_strength,
    staying_share,
)
from planner.verify.worked_out.ranks import Ranks
from planner.verify.worked_out.ways import DECIDED, is_whole, ways

PLACE = ("team", "role", "period")


def small_lines_have_their_natural_spread(folder: Folder) -> Iterator[Wrong]:
    """Each line that opens with under 20 FTE has the expected strength and the spread of natural wastage alone."""
    small = [line for line in lines_of_establishment(folder) if 0 < opening_strength(folder, *line) < 20]
    expected = {(team, role, period) for team, role in small for period in folder.stated.number}
    rows = {(row.team, row.role, row.period): row for row in folder.rows("natural_spread")}
    yield from compare_rows("natural_spread", PLACE, rows, expected)
    for place in sorted(set(rows) & expected):
        row, (team, role, period) = rows[place], place
        strength, staying = opening_strength(folder, team, role), staying_share(folder, role, period)
        heads = max(1, int(strength / fte_per_head(folder, team, role) + 0.5))
        low, high = folder.stated.once(("points", heads, staying), partial(points, heads, staying))
        for column, again, slack in (
            ("opening_heads", heads, SHARE),
            ("staying_share", staying, 2 * SHARE),
            ("expected_fte", strength * staying, 2 * FTE),
            ("low_fte", low * strength / heads, 2 * FTE),
            ("high_fte", high * strength / heads, 2 * FTE),
        ):
            if not abs(getattr(row, column) - again) <= slack:
                yield wrong("natural_spread", at(PLACE, place), column, getattr(row, column), again)
        indicative = strength < 5 and not _moves_whole_people(folder, team, role)
        if row.indicative != indicative:
            yield wrong("natural_spread", at(PLACE, place), "indicative", row.indicative, indicative)


def _moves_whole_people(folder: Folder, team: str, role: str) -> bool:
    """Whether any way in, out or across of a line that the plan decides is in whole people."""
    return any(
        is_whole(folder, way)
        for way in ways(folder).values()
        if way.kind in DECIDED and (team, role) in (way.origin, way.destination)
    )


def the_record_stands_beside_what_was_expected(folder: Folder) -> Iterator[Wrong]:
    """Recorded is what is stated; expected is the plan before action; the spread is that of all holders together."""
    known, key = Ranks(folder), ("rank", "on")
    rows = {(row.rank, row.on): row for row in folder.rows("record")}
    stated = {
        (rank, as_day(each["on"])): each
        for rank, removed in known.removed.items()
        for each in removed.get("record", ())
    }
    yield from compare_rows("record", key, rows, stated)
    for place in sorted(set(rows) & set(stated)):
        rank, day = place
        ended = [period for _, after, period in folder.stated.spans if after.toordinal() - 1 <= day.toordinal()]
        figures = _expected(known, rank, ended) | {
            "recorded_fte": value_on(stated[place]["fte"], date.min),
            "recorded_came_back_fte": value_on(stated[place].get("came_back_fte", 0), date.min),
        }
        for column, again in figures.items():
            if not abs(getattr(rows[place], column) - again) <= 4 * FTE * (1 + len(known.lines(rank))):
                yield wrong("record", at(key, place), column, getattr(rows[place], column), again)


def _expected(known: Ranks, rank: str, ended: list[str]) -> dict[str, float]:
    """What was expected of a rank when some periods have ended."""
    folder, lines = known.folder, known.lines(rank)
    opening = {line: opening_strength(folder, *line) for line in lines}
    there, stayed = dict(opening), dict(opening)
    for period in ended:
        stayed = {line: fte * (1 - leaving_share(folder, line[1], period)) for line, fte in stayed.items()}
    if ended:
        there = {line: float(known.strength[("before", *line, ended[-1])]) for line in lines}
    per_head = {line: folder.scenario["establishment"][line[0]][line[1]].get("fte_per_head", 1.0) for line in lines}
    heads = max(1, int(sum(fte / per_head[line] for line, fte in opening.items()) + 0.5))
    people = sum(opening.values())
    low, high = points(heads, sum(stayed.values()) / people)
    return {
        "expected_fte": sum(there.values()),
        "low_fte": low * people / heads,
        "high_fte": high * people / heads,
        "expected_came_back_fte": known.came_back("before", rank)[ended[-1]] if ended else 0.0,
    }


def the_best_rate_fits_the_record_best(folder: Folder) -> Iterator[Wrong]:
    """No rate in thousandths has a smaller sum of squares than the one printed, and the sums are those of the rates."""
    known = Ranks(folder)
    printed = {row.rank: row for row in folder.rows("record_fit")}
    recorded = {rank for rank, removed in known.removed.items() if removed.get("record")}
    yield from compare_rows("record_fit", ("rank",), [(rank,) for rank in printed], [(rank,) for rank in recorded])
    for rank in sorted(recorded & set(printed)):
        removed = known.removed[rank]
        frozen = folder.stated.first_day[known.period(known.frozen(rank))]
        start = sum(known.at_freeze("before", line, rank) for line in known.lines(rank))
        path = [
            (max(0, (as_day(each["on"]) - frozen).days + 1) / 365.25, value_on(each["fte"], date.min))
            for each in removed["record"]
        ]

        def squares(rate: float, start: float = start, path: list[tuple[float, float]] = path) -> float:
            return float(sum((start * (1 - rate) ** years - fte) ** 2 for years, fte in path))

        row = printed[rank]
        least = min(squares(number / 1000) for number in range(1001))
        apart = sum(abs(start * (1 - row.best_rate) ** years - fte) for years, fte in path)
        slack = 2e-4 + 4 * FTE * apart
        for column, again, room in (
            ("stated_rate", _yearly(folder, known, rank), 2 * SHARE),
            ("stated_squares", squares(row.stated_rate), slack),
            ("best_squares", least, slack),
        ):
            if not abs(getattr(row, column) - again) <= room:
                yield wrong("record_fit", f"rank={rank}", column, getattr(row, column), again)
        in_thousandths = abs(row.best_rate * 1000 - round(row.best_rate * 1000)) <= 1e-6
        if not in_thousandths or not squares(row.best_rate) <= least + slack:
            should_be = f"a rate whose sum of squares is {at_most(least)}"
            yield wrong("record_fit", f"rank={rank}", "best_rate", row.best_rate, should_be)


def _yearly(folder: Folder, known: Ranks, rank: str) -> float:
    """The yearly share of holders who leave, on the day of the freeze."""
    day = as_day(known.removed[rank]["frozen_from"])
    times = {"week": 365.25 / 7, "month": 12.0, "year": 1.0}

    def of(stated: object) -> float:
        step = step_on(stated, day)
        return 1 - float((1 - step["value"]) ** times[step["per"]])

    if "leave" in known.removed[rank]:
        return of(known.removed[rank]["leave"])
    people = {line: opening_strength(folder, *line) for line in known.lines(rank)}
    rates = folder.supply("leavers")
    leaving = sum(fte * of(rates[line[1]]["rate"]) for line, fte in people.items() if line[1] in rates)
    return leaving / sum(people.values())
