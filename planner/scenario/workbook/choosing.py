"""What may be chosen or typed in a column, and the note that explains it when one of its cells is chosen."""

from __future__ import annotations

from typing import Any, get_args

from planner.scenario.numbers import Basis, Per
from planner.scenario.quantity import Share, ShareRate
from planner.scenario.shape import Kind, choices
from planner.scenario.workbook.layout import Path, layout

MOST_ROWS = 500
"""Rows below those that are filled in for which drop-downs are laid out."""
NAMES_OF: dict[str, Path] = {
    "accreditation": (),
    "from.role": ("roles", None),
    "group": ("structure", "supervision", None),
    "hours pattern": ("hours", None),
    "demand line": ("demand", None),
    "initiative": ("initiatives", None),
    "line": ("demand", None),
    "pay group": ("pay", None),
    "pay_group": ("pay", None),
    "rank": ("ranks",),
    "replacement_role": ("roles", None),
    "role": ("roles", None),
    "season": ("seasons", None),
    "source": ("sources", None),
    "team": ("teams", None),
    "from_team": ("teams", None),
    "to_team": ("teams", None),
    "variant": ("variants", None),
    "pool": ("supply", "pools", None),
    "recruitment": ("supply", "recruitment", None),
    "requirement": ("requirements", None),
}
"""Whose names stand under a key or heading: the place of the items."""
_LONGEST_NOTE, _LONGEST_TITLE = 250, 32
_FIRST_ITEM = 4


def column_rule(kind: Kind, key: str, heading: str, about: str, own: Path, *, is_own: bool = False) -> dict[str, Any]:
    """The rule of a column as the writer of workbooks takes it.

    Args:
        kind: The type of what stands there; none for a column of names.
        key: The last key of its place, or the heading of the names.
        heading: Its heading.
        about: What it means.
        own: Where the items of its sheet stand.
        is_own: Whether it holds the names of the sheet's own items.
    """
    note = {"input_title": heading[:_LONGEST_TITLE], "input_message": about[:_LONGEST_NOTE], "error_type": "warning"}
    names = _names(kind, key) if not is_own or key in ("team", "role") else ""
    if names and names != _range(own):
        wrong = f"There is no such {key} in this workbook yet."
        return {**note, "validate": "list", "source": names, "error_message": wrong}
    words = _words(kind, key)
    if words:
        return {**note, "validate": "list", "source": list(words), "error_message": f"Choose {', '.join(words)}."}
    if isinstance(kind, type) and issubclass(kind, (Share, ShareRate)):
        bounds = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
        return {**note, **bounds, "error_message": "A share lies between 0 and 1: write 0.32, or 32 %."}
    return {**note, "validate": "any"}


def _words(kind: Kind, key: str) -> tuple[str, ...]:
    if key == "basis":
        return tuple(map(str, get_args(Basis)))
    if key == "per":
        return tuple(map(str, get_args(Per)))
    return ("TRUE", "FALSE") if kind is bool else choices(kind)


def _names(kind: Kind, key: str) -> str:
    """The cells that hold the names which may be chosen; empty where there are none."""
    if kind not in (None, str):
        return ""
    return _range(NAMES_OF.get(key, ()))


def _range(place: Path) -> str:
    sheet = next((each for each in layout().sheets if each.path == place), None)
    if sheet is None:
        return ""
    column = chr(ord("A") + max(len(sheet.names) - 1, 0))
    return f"='{sheet.name}'!${column}${_FIRST_ITEM}:${column}${_FIRST_ITEM + MOST_ROWS - 1}"
