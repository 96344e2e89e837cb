"""What stands at a place of a scenario, in one line."""

from __future__ import annotations

import re
from typing import Any

LONG_NUMBER = re.compile(r"(?<![\w.])[1-9]\d{4,}(?![\w-])")
"""A number of five figures and more that is not a part of a name or of a date; of a fraction what is before it."""
WHOLE = 1e15
"""Up to this size a float without a fraction is printed as a whole number."""


def in_short(value: Any) -> str:
    """A number with its time and its dates, a name, a list of names; nothing where nothing is stated.

    >>> in_short([{"from": "2019-04", "value": 3, "basis": "estimate"}, {"from": "2020-04", "value": 4.5}])
    '3 from 2019-04; 4.5 from 2020-04'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < WHOLE else repr(value)
    if isinstance(value, dict) and "value" in value:
        per = f" per {value['per']}" if "per" in value else ""
        since = f" from {value['from']}" if "from" in value else ""
        return f"{in_short(value['value'])}{per}{since}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_short(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        between = "; " if any(isinstance(each, dict) for each in value) else ", "
        return between.join(in_short(each) for each in value)
    return str(value)


def cut(text: str, most: int) -> str:
    """A text of at most so many signs; a longer one ends with an ellipsis.

    >>> cut("chief superintendent", 9)
    'chief su…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def for_reading(text: str, most: int) -> str:
    """What stands at a place as a reader reads it: cut, and the thousands of long numbers apart.

    >>> for_reading("8920000 from 2019-04-01; 18500.25", 40)
    '8,920,000 from 2019-04-01; 18,500.25'
    """
    return LONG_NUMBER.sub(lambda number: f"{int(number[0]):,}", cut(text, most))
