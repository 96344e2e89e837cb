"""How figures are printed on the page, and what may stand there for a figure worked out again.

A figure that lies exactly between two printed ones, to the noise of sums, may be printed as either.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

Said = tuple[str, ...]
"""What may stand at a place of the page; the first is what should."""

NOISE = 1e-7
"""What sums of printed cells may differ by."""
NOTHING: Said = ("–",)
"""Where a figure would stand for what is not there."""


def _either(value: float, form: Callable[[float], str]) -> Said:
    room = 0.0 if value == 0 else NOISE * max(1.0, abs(value) * 1e-6)
    return tuple(dict.fromkeys(form(near) for near in (value, value - room, value + room)))


def hours(value: float) -> Said:
    """Whole hours, or cases; what is left of one is still shown."""
    return _either(value, _whole)


cases = hours


def _whole(value: float) -> str:
    if 0 < abs(value) < 0.5:
        return "<1" if value > 0 else "-<1"
    return f"{round(value) + 0:,}"


def fte(value: float) -> Said:
    """People to one decimal; what is left of a tenth is still shown."""
    return _either(value, _tenths)


def _tenths(value: float) -> str:
    if 0 < abs(value) < 0.05:
        return "<0.1" if value > 0 else "-<0.1"
    return f"{round(value, 1) + 0.0:,.1f}"


def ratio(value: float | None) -> Said:
    """A plain number to one decimal."""
    return NOTHING if value is None else _either(value, lambda near: f"{near:.1f}")


def squares(value: float) -> Said:
    """A plain number to two decimals."""
    return _either(value, lambda near: f"{near:.2f}")


def percent(share: float | None, decimals: int = 1) -> Said:
    """A share as a percentage; only what is whole reads 100 %, and only what is nothing reads 0 %."""
    if share is None or share != share:
        return NOTHING
    return _either(share, lambda near: _percent(share, near, decimals))


def _percent(share: float, near: float, decimals: int) -> str:
    least = 10.0**-decimals
    value = round(100 * near, decimals) + 0.0
    value = 100 - least if share < 1 and value >= 100 else value
    value = least if share > 0 and value <= 0 else value
    return f"{value:.{decimals}f} %"


def pounds(value: float) -> Said:
    """Whole pounds."""
    return _either(value, _pounds)


def _pounds(value: float) -> str:
    whole = round(value) + 0
    return f"-£{-whole:,}" if whole < 0 else f"£{whole:,}"


def whole_number(value: int) -> Said:
    """A count."""
    return (f"{value:,}",)


def day(value: date) -> str:
    """A day: 31 January 2019."""
    return f"{value.day} {value:%B %Y}"


def months(first: date, last: date) -> str:
    """The months from one day to another: Apr, Apr–Jun, Dec 2019–Jan 2023."""
    if (last - first).days > 360:
        return f"{first:%b %Y}–{last:%b %Y}"
    return f"{first:%b}" if (first.year, first.month) == (last.year, last.month) else f"{first:%b}–{last:%b}"


def months_and_years(first: date, last: date) -> str:
    """The months from one day to another with their years: Apr 2019, Apr 2019–Jun 2020."""
    begin, end = f"{first:%b %Y}", f"{last:%b %Y}"
    return begin if begin == end else f"{begin}–{end}"


def spaced(name: str) -> str:
    """A name without a title as words."""
    return name.replace("_", " ")


def within(title: str) -> str:
    """A title within a sentence: a small first letter, but not in an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def listed(parts: list[str]) -> str:
    """Parts as a list in a sentence: a, b and c."""
    return ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else "".join(parts)
