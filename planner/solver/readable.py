"""Names of columns and rows that a reader of the LP file, or of a message, understands."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Key: TypeAlias = tuple[Any, ...]

LONGEST_NAME = 255
"""The LP format allows no longer name."""

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.,()]")


def label(family: str, key: Key) -> str:
    """A column or row for a message, e.g. `strength[missing,leader,2019-04]`."""
    return f"{family}[{','.join(map(str, key))}]"


def name_of(family: str, key: Key) -> str:
    """Name a column or row for a reader of the LP file, e.g. `strength(missing,leader,2019_04)`."""
    try:
        return readable(f"{family}({','.join(key)})")
    except TypeError:  # a part that is not text
        return readable(f"{family}({','.join(map(str, key))})")


def readable(name: str) -> str:
    """A name without what the LP format would not take."""
    # Slugs and dates have hyphens, and mostly nothing else that the LP format would take for an operator.
    name = name.replace("-", "_")
    return _NOT_IN_A_NAME.sub("_", name) if _NOT_IN_A_NAME.search(name) else name


def unused(name: str, names: set[str]) -> str:
    """Keep a name unique and short enough by a number at its end, and remember it."""
    chosen, number = name[:LONGEST_NAME], 1
    while chosen in names:
        number += 1
        ending = f".{number}"
        chosen = name[: LONGEST_NAME - len(ending)] + ending
    names.add(chosen)
    return chosen
