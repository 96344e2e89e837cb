"""Audit of the assumptions register: every number that the scenario states, with its pedigree, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.verify.comparing import at, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import as_day

KEY = ("path", "valid_from")
_PER = re.compile(", per (week|month|year)$")
NO_ASSUMPTIONS = ("format", "sources", "period", "trials", "whole_people", "variants")
"""Sections whose numbers lay out the run; they are no numbers about the force."""
NO_ASSUMPTION_KEYS = {
    "tier", "tolerance", "fte_per_head", "coverage_floor",
    "up_to", "start_within", "lasts", "after", "runs_for", "lead", "length", "pay_protection", "consultation", "notice",
}  # fmt: skip
"""Keys of plain numbers that have no pedigree: ranks of harm, heads, floors, and lengths of time, which may be 0."""
DEFAULT_NOTES = {
    "unstated; this is the default",
    "work in hours: one hour is one hour",
    "unstated; nobody starts unless the plan decides it",
    "unstated; nobody leaves but those who are known to",
    "",
}
"""What is noted of a number that nobody states."""
ONE = {
    "recorded_share", "spread_by_month", "hours_per_case", "hours_factor", "pay_difference_share", "share_at_most",
    "months", "stay", "efficiency",
}  # fmt: skip
"""Keys whose number is 1 where nobody states it; of others it is 0."""


@dataclass(frozen=True)
class Stated:
    """A number of the scenario as the register should have it."""

    value: str
    per: str
    low: str
    high: str
    basis: str
    source: str
    note: str


def the_register_has_every_number_stated(folder: Folder) -> Iterator[Wrong]:
    """Every number of the scenario stands in the register with its pedigree; what else stands there is a default."""
    rows = {(row.path, row.valid_from): row for row in folder.rows("assumptions")}
    stated = folder.stated.once("register", lambda: dict(_numbers(folder, folder.scenario, "", "")))
    for place in sorted(set(stated) - set(rows)):
        yield wrong("assumptions", at(KEY, place), "", "no such row", "a row for this number")
    known = {path for path, _ in stated}
    for place, row in rows.items():
        again = stated.get(place)
        if again is None and row.path in known:
            yield wrong("assumptions", at(KEY, place), "", "a row", "no such row")
            continue
        expected = {
            "value": _default(row.path),
            "valid_from": "",
            "low": "",
            "high": "",
            "basis": "default",
            "source": "",
        }
        if again is not None:
            columns = ("value", "low", "high", "basis", "source", "note")
            expected = {column: getattr(again, column) for column in columns}
        for column, should_be in expected.items():
            if getattr(row, column) != should_be:
                yield wrong("assumptions", at(KEY, place), column, getattr(row, column), should_be)
        if again is None and row.note not in DEFAULT_NOTES:
            yield wrong("assumptions", at(KEY, place), "note", row.note, "that it is unstated")
        per = _PER.search(row.unit)
        if again is not None and (per[1] if per else "") != again.per:
            yield wrong("assumptions", at(KEY, place), "unit", row.unit, f"a unit per {again.per or 'nothing'}")


def _default(path: str) -> str:
    """What a number is that nobody states."""
    section, _, key = path.rpartition(".")
    if key == "pay_share":
        return "0" if section.endswith(".in_lead") else "1"
    if key == "productivity":
        return "1" if section.startswith("supply.agency.") else "0"
    return "1" if key in ONE else "0"


def _numbers(folder: Folder, part: Any, path: str, key: str) -> Iterator[tuple[tuple[str, str], Stated]]:
    """Every number of a part of the scenario, by its path and the day from which it holds."""
    if isinstance(part, dict) and not _is_number(part):
        for name, inner in part.items():
            if path or name not in NO_ASSUMPTIONS:
                yield from _numbers(folder, inner, f"{path}.{name}" if path else str(name), str(name))
    elif isinstance(part, list) and part and all(_is_number(each) and isinstance(each, dict) for each in part):
        for step in part:
            yield _entry(folder, path, step)
    elif isinstance(part, list) and part and all(_is_number(each) for each in part):
        yield _entry(folder, path, {"values": part})
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _numbers(folder, inner, f"{path}[{number}]", key)
    elif _is_number(part) and key not in NO_ASSUMPTION_KEYS:
        yield _entry(folder, path, part if isinstance(part, dict) else {"value": part})


def _is_number(part: Any) -> bool:
    """A plain number, or one with its pedigree."""
    if isinstance(part, dict):
        return "value" in part or "values" in part
    return isinstance(part, (int, float)) and not isinstance(part, bool)


def _entry(folder: Folder, path: str, stated: dict[str, Any]) -> tuple[tuple[str, str], Stated]:
    valid_from = as_day(stated["from"]).isoformat() if stated.get("from") is not None else ""
    values = stated["values"] if "values" in stated else [stated["value"]]
    low, high = (f"{float(end):.10g}" for end in stated["range"]) if stated.get("range") else ("", "")
    source = folder.scenario.get("sources", {}).get(stated.get("source"))
    return (path, valid_from), Stated(
        " ".join(f"{float(value):.10g}" for value in (values if isinstance(values, list) else [values])),
        str(stated.get("per") or ""),
        low,
        high,
        str(stated.get("basis") or "unstated"),
        f"{source['publisher']}: {source['title']}" if source else "",
        str(stated.get("note") or ""),
    )
