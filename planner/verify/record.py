"""The record of the run: what it says of the scenario, of the levels and of the program is what the others say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from planner.verify.audits.levels import long_weight, reported_demand
from planner.verify.certificate_file import Statement
from planner.verify.comparing import shown
from planner.verify.files import RUN
from planner.verify.finding import Finding
from planner.verify.folder import Folder

RECORD = "the record of the run says what the plan says"
NAMED = {"title": None, "marking": "OFFICIAL"}
"""What the record copies from the scenario, and what it is where the scenario says nothing."""
OPTIMAL = "optimal"
MOVED = 2e-3
"""How much nearer to what is proved a search may have been than the last descent, which holds the levels above exactly:
the hair of room that they had in the search is worth something below. 0.0002 has been seen [share]."""


def the_record_says_what_the_plan_says(
    record: Mapping[str, Any], folder: Folder, statements: list[Statement]
) -> Iterator[Finding]:
    """The record's title, status, size of the program, and what is split or not proved, are those of the other files.

    Args:
        record: The record of the run.
        folder: The plan's tables and its scenario.
        statements: What the certificate says.
    """
    for name, usual in NAMED.items():
        yield from _compared("", name, record.get(name), folder.scenario.get(name, usual))
    yield from _compared("", "status", record.get("status"), _part(record, "after").get("status"))
    for said in statements:
        part = _part(record, said.plan)
        yield from _compared(said.plan, "status", part.get("status"), _status(folder, said.plan))
        for name, count in _sizes(said).items():
            yield from _compared(said.plan, name, part.get(name), count)
        yield from _split(said, part)
        yield from _furthest(folder, said, part)


def _part(record: Mapping[str, Any], plan: str) -> Mapping[str, Any]:
    part = record.get(plan)
    return part if isinstance(part, dict) else {}


def _compared(plan: str, name: str, says: object, should_be: object) -> Iterator[Finding]:
    if says != should_be or isinstance(says, bool):
        yield Finding(RECORD, RUN, f"plan={plan}" if plan else "", name, shown(says), shown(should_be))


def _status(folder: Folder, plan: str) -> str:
    """Optimal if every level is."""
    statuses = {row.status for row in folder.rows("levels") if row.plan == plan}
    return OPTIMAL if statuses == {OPTIMAL} else "not_proved"


def _sizes(said: Statement) -> dict[str, int]:
    """How large the program is."""
    return {"columns": len(said.names), "rows": len(said.rows), "nonzeros": len(said.coefficients)}


def _split(said: Statement, part: Mapping[str, Any]) -> Iterator[Finding]:
    """What stays split of what is to be whole is named once, is a start, and is no whole number in the certificate."""
    named = part.get("not_whole")
    names = [str(name) for name in named] if isinstance(named, list) else ["no list"]
    value_of = dict(zip(said.names, said.values.tolist(), strict=True))
    for name, times in Counter(names).items():
        value = value_of.get(name, 0.0)
        if times > 1 or not name.startswith("starts(") or abs(value - round(value)) < 1e-9:
            where = f"plan={said.plan}"
            yield Finding(RECORD, RUN, where, "not_whole", name, "each start once that is in parts of people")


def _furthest(folder: Folder, said: Statement, part: Mapping[str, Any]) -> Iterator[Finding]:
    """The level furthest from what is proved in whole people, and how far it is [share].

    ::

        (best − bound − tolerance/2) ÷ the larger of best and what the level is if nothing is done

    Taken after the search; since then the last descent may have moved the level away from it, but not nearer.
    """
    where = f"plan={said.plan}"
    far = part.get("whole_gap")
    if not isinstance(far, (int, float)) or isinstance(far, bool):
        yield Finding(RECORD, RUN, where, "whole_gap", shown(far), "a share")
        return
    shares = dict(_shares(folder, said.plan)) if said.whole.any() or part.get("not_whole") else {}
    name = part.get("furthest")
    most = max((share for share, _ in shares.values()), default=0.0)
    room = max((room for _, room in shares.values()), default=0.0)
    if not most - MOVED - room <= far <= most + room:
        yield Finding(RECORD, RUN, where, "whole_gap", shown(float(far)), shown(most))
    near = most - MOVED - room
    if (name != "" or far > room) and (name not in shares or shares[str(name)][0] < near):
        levels = sorted(level for level, (share, _) in shares.items() if share >= near)
        yield Finding(RECORD, RUN, where, "furthest", shown(name), " or ".join(["nothing", *levels]))


def _shares(folder: Folder, plan: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """How far each level that chooses people is from what is proved, and what the last descent leaves open of it."""
    for row in folder.rows("levels"):
        tier = row.level.removeprefix("gap_tier_")
        if row.plan == plan and row.level.startswith("gap_tier_"):
            whole_of = max(abs(row.best), 2.0 * long_weight(folder) * reported_demand(folder, int(tier)), 1e-9)
            above = 0.0 if row.bound != row.bound else row.best - row.bound - row.tolerance / 2
            yield row.level, (max(0.0, above) / whole_of, row.tolerance / whole_of + 1e-9)
