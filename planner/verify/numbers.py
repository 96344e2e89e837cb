"""Numbers, days and lengths of time as the reader of a scenario writes them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

DAYS_PER_MONTH = 30.4375
ONE_DAY = timedelta(days=1)


def as_day(text: Any) -> date:
    """`2019-04` or `2019-04-15`."""
    if isinstance(text, date):
        return text
    return date.fromisoformat(f"{text}-01" if len(str(text)) == 7 else str(text))


def value_on(stated: Any, day: date) -> float:
    """The value on a day of a number, of {value: …}, or of a dated list of these."""
    if isinstance(stated, (int, float)):
        return float(stated)
    return float(step_on(stated, day)["value"])


def step_on(stated: Any, day: date) -> dict[str, Any]:
    """The dated value that holds on a day; before the first date, the first."""
    steps = stated if isinstance(stated, list) else [stated]
    held = steps[0]
    for step in steps:
        if not isinstance(step, dict) or "from" not in step or as_day(step["from"]) <= day:
            held = step
    return held if isinstance(held, dict) else {"value": held}


def is_undated(stated: Any) -> bool:
    """Whether a number is the same on every day."""
    return not isinstance(stated, list) or len(stated) == 1


def days_of(first: date, after: date) -> list[date]:
    """Every day of a period."""
    return [first + timedelta(days=number) for number in range((after - first).days)]


def mean_of(stated: Any, first: date, after: date, until: date | None = None) -> float:
    """The mean of a dated number over the days of a period; nothing from a day on, where one is given."""
    if is_undated(stated) and (until is None or until >= after):
        return value_on(stated, first)
    days = days_of(first, after)
    return sum(value_on(stated, day) for day in days if until is None or day < until) / len(days)


def values_of(profile: Any) -> list[float]:
    """The numbers of a series, written plainly or with its pedigree."""
    values = profile["values"] if isinstance(profile, dict) else profile
    return [float(value) for value in (values if isinstance(values, list) else [values])]


def duration(text: Any) -> relativedelta:
    """A length of time such as `3 weeks`."""
    if text in (0, "0", None):
        return relativedelta()
    count, unit = _parts(text)
    if unit in ("month", "year"):
        return relativedelta(months=int(count) * (12 if unit == "year" else 1))
    return relativedelta(days=round(count * (7 if unit == "week" else 1)))


def _parts(text: Any) -> tuple[float, str]:
    """The count and the unit of a length of time; the space between them may be missing."""
    words = str(text).strip()
    unit = words.lstrip("0123456789. ")
    return float(words[: len(words) - len(unit)]), unit.rstrip("s")


def average_days(text: Any) -> float:
    """A length of time in days, with average months."""
    if text in (0, "0", None):
        return 0.0
    count, unit = _parts(text)
    return count * {"day": 1.0, "week": 7.0, "month": DAYS_PER_MONTH, "year": 12 * DAYS_PER_MONTH}[unit]
