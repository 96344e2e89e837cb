"""Audits of chance: the natural spread of small lines, and the record of removed ranks beside what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.people import opening_strength
from audit.ranks import Ranks
from audit.reading import FTE, SHARE, Finding, Folder, as_day, step_on, value_on


def points(heads: int, staying: float) -> tuple[int, int]:
    """How many are still there: the 10 % and 90 % points, one head after the other put on the distribution."""
    chances = [1.0]
    for _ in range(heads):
        gone = [chance * (1 - staying) for chance in chances] + [0.0]
        there = [0.0] + [chance * staying for chance in chances]
        chances = [one + other for one, other in zip(gone, there, strict=True)]
    reached, found = 0.0, []
    for point in (0.1, 0.9):
        reached, number = 0.0, -1
        while reached < point - 1e-9:
            number += 1
            reached += chances[number]
        found.append(number)
    return found[0], found[1]


def small_lines_have_their_natural_spread(folder: Folder) -> Iterator[Finding]:
    """Each line that opens with under 20 FTE has the expected strength and the spread of natural wastage alone."""
    known, rows = Ranks(folder), folder.tables["natural_spread"]
    printed = rows.set_index(["team", "role", "period"])
    expected = set()
    for team, roles in folder.scenario["establishment"].items():
        for role, line in roles.items():
            strength = opening_strength(folder, team, role)
            if not 0 < strength < 20:
                continue
            heads, staying = max(1, int(strength / line.get("fte_per_head", 1.0) + 0.5)), 1.0
            for period in folder.periods["period"]:
                expected.add((team, role, period))
                staying *= 1 - known.leaving(role, period)
                if (team, role, period) not in printed.index:
                    continue
                row = printed.loc[(team, role, period)]
                low, high = points(heads, staying)
                each = strength / heads
                figures = (
                    ("opening_heads", heads, SHARE),
                    ("staying_share", staying, 2 * SHARE),
                    ("expected_fte", strength * staying, 2 * FTE),
                    ("low_fte", low * each, 2 * FTE),
                    ("high_fte", high * each, 2 * FTE),
                )
                for column, again, slack in figures:
                    if abs(row[column] - again) > slack:
                        yield Finding(f"natural spread: {column}", f"{team} {role} {period}", row[column], again)
                indicative = strength < 5 and not _moves_whole_people(folder, team, role)
                if (row["indicative"] == "true") != indicative:
                    yield Finding("natural spread: indicative", f"{team} {role}", 0.0, float(indicative))
    if set(printed.index) != expected:
        yield Finding("small lines have their natural spread", "rows", len(printed), len(expected))


def _moves_whole_people(folder: Folder, team: str, role: str) -> bool:
    """Whether any way in, out or across of a line is in whole people."""
    if folder.scenario.get("whole_people", {}).get("everywhere"):
        return any(_touches(way, team, role) for way in _ways(folder))
    line = folder.scenario["establishment"][team][role]
    return any(_touches(way, team, role) and (way.get("whole") or line.get("whole")) for way in _ways(folder))


def _ways(folder: Folder) -> Iterator[dict]:  # type: ignore[type-arg]
    for section in ("recruitment", "moves", "pathways", "exits"):
        yield from folder.supply(section).values()
    for removed in folder.scenario.get("structure", {}).get("removed_ranks", {}).values():
        yield from removed.get("pathways", {}).values()
        yield from removed.get("exits", {}).values()


def _touches(way: dict, team: str, role: str) -> bool:  # type: ignore[type-arg]
    places = [way[end] for end in ("from", "to") if isinstance(way.get(end), dict)] or [way]
    return any((place["team"], place["role"]) == (team, role) for place in places)


def the_record_stands_beside_what_was_expected(folder: Folder) -> Iterator[Finding]:
    """Recorded is what is stated; expected is the plan before action; the spread is that of all holders together."""
    known, printed = Ranks(folder), folder.tables["record"].set_index(["rank", "on"])
    expected = set()
    for rank, removed in known.removed.items():
        for stated in removed.get("record", ()):
            day = as_day(stated["on"])
            expected.add((rank, day.isoformat()))
            if (rank, day.isoformat()) not in printed.index:
                continue
            ended = [period for _, after, period in folder.spans if after.toordinal() - 1 <= day.toordinal()]
            figures = _expected(known, rank, ended) | {
                "recorded_fte": value_on(stated["fte"], date.min),
                "recorded_came_back_fte": value_on(stated.get("came_back_fte", 0), date.min),
            }
            row = printed.loc[(rank, day.isoformat())]
            for column, again in figures.items():
                if abs(row[column] - again) > 40 * FTE:
                    yield Finding(f"record: {column}", f"{rank} {day}", row[column], again)
    if set(printed.index) != expected:
        yield Finding("every record is there", "rows", len(printed), len(expected))


def _expected(known: Ranks, rank: str, ended: list[str]) -> dict[str, float]:
    """What was expected of a rank when some periods have ended."""
    folder, lines = known.folder, known.lines(rank)
    opening = {line: opening_strength(folder, *line) for line in lines}
    there, stayed = dict(opening), dict(opening)
    for period in ended:
        stayed = {line: fte * (1 - known.leaving(line[1], period)) for line, fte in stayed.items()}
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


def the_best_rate_fits_the_record_best(folder: Folder) -> Iterator[Finding]:
    """No rate in thousandths has a smaller sum of squares than the one printed, and the sums are those of the rates."""
    known, printed = Ranks(folder), folder.tables["record_fit"].set_index("rank")
    recorded = {rank for rank, removed in known.removed.items() if removed.get("record")}
    if set(printed.index) != recorded:
        yield Finding("every rank with a record has its best rate", "rows", len(printed), len(recorded))
    for rank in sorted(recorded & set(printed.index)):
        removed = known.removed[rank]
        frozen = folder.first_day[known.period(known.frozen(rank))]
        start = sum(known.at_freeze("before", line, rank) for line in known.lines(rank))
        path = [
            (max(0, (as_day(each["on"]) - frozen).days + 1) / 365.25, value_on(each["fte"], date.min))
            for each in removed["record"]
        ]

        def squares(rate: float, start: float = start, path: list[tuple[float, float]] = path) -> float:
            return sum((start * (1 - rate) ** years - fte) ** 2 for years, fte in path)

        row = printed.loc[rank]
        least = min(squares(number / 1000) for number in range(1001))
        slack = 1e-4 + 4 * FTE * start * len(path)
        figures = (
            ("stated_rate", _yearly(folder, known, rank), 2 * SHARE),
            ("stated_squares", squares(row["stated_rate"]), slack),
            ("best_squares", least, slack),
        )
        for column, again, room in figures:
            if abs(row[column] - again) > room:
                yield Finding(f"record fit: {column}", rank, row[column], again)
        in_thousandths = round(row["best_rate"] * 1000)
        if squares(row["best_rate"]) > least + slack or abs(row["best_rate"] * 1000 - in_thousandths) > 1e-6:
            yield Finding("record fit: best_rate", rank, row["best_rate"], least)


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
