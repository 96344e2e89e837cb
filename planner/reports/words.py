"""Figures and names as people read them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta

from planner.scenario.head import Period
from planner.scenario.periods import last_day
from planner.scenario.scenario import Scenario

KEEP = "\u00a0"
"""A blank at which no line is broken; it becomes an ordinary one when a line is finished."""

NOTHING = "–"
"""Where a figure would stand for what is not there."""
NO_CASES = NOTHING
"""Where a number of cases would stand for work in hours that has no cases."""


def figure(value: float) -> str:
    """A number of a scenario as it stands there, its thousands apart."""
    return f"{value:,.10g}"


def hours(value: float) -> str:
    """Whole hours; what is left of an hour is still shown, so that no gap disappears by rounding."""
    return _whole(value)


def cases(value: float) -> str:
    """Whole cases, with what is left of one still shown."""
    return _whole(value)


def _whole(value: float) -> str:
    if 0 < abs(value) < 0.5:
        return "<1" if value > 0 else "-<1"
    return f"{round(value) + 0:,}"


def fte(value: float) -> str:
    """Full-time people to one decimal."""
    if 0 < abs(value) < 0.05:
        return "<0.1" if value > 0 else "-<0.1"
    return f"{round(value, 1) + 0.0:,.1f}"


def between_fte(low: float | None, high: float | None) -> str:
    """From how many people to how many; a dash where that is not known."""
    return NOTHING if low is None or high is None else f"{fte(low)} to {fte(high)}"


def percent(share: float | None, decimals: int = 1) -> str:
    """A share as a percentage; only what is whole reads 100 %, and only what is nothing reads 0 %."""
    if share is None:
        return "–"
    smallest = 10.0**-decimals
    value = round(100 * share, decimals) + 0.0
    if share < 1 and value >= 100:
        value = 100 - smallest
    if share > 0 and value <= 0:
        value = smallest
    return f"{value:.{decimals}f}{KEEP}%"


def pounds(value: float) -> str:
    """Whole pounds."""
    rounded = round(value) + 0
    return f"-£{-rounded:,}" if rounded < 0 else f"£{rounded:,}"


def day(value: date) -> str:
    """A day as people write it: 31 January 2019."""
    return f"{value.day} {value:%B %Y}"


def span(period: Period) -> str:
    """The time that is planned: April 2019 to March 2020, or its first and last day in a plan of weeks."""
    last = last_day(period)
    if period.step == "week":
        return f"{day(period.first)} to {day(last)}"
    return f"{period.first:%B %Y} to {last:%B %Y}"


def months(first: date, last: date) -> str:
    """The months from one day to another: Apr, Apr–Jun, Dec 2019–Jan 2023."""
    if (last - first).days > 360:
        return f"{first:%b %Y}–{last:%b %Y}"
    return f"{first:%b}" if (first.year, first.month) == (last.year, last.month) else f"{first:%b}–{last:%b}"


def year_title(period: Period, year: str, to_its_end: bool = False) -> str:
    """A financial year as 2019/20; one of which the plan has a part with its months: 2018/19 (Oct–Mar).

    Args:
        period: The plan's time.
        year: The year's label.
        to_its_end: Whether what is told goes on to the end of the year, after the plan.
    """
    opens = date(int(year[:4]), period.financial_year_starts_month, 1)
    ends = opens.replace(year=opens.year + 1) - timedelta(days=1)
    begin, end = max(opens, period.first), ends if to_its_end else min(ends, last_day(period))
    return year if begin > end or (begin, end) == (opens, ends) else f"{year} ({months(begin, end)})"


def months_and_years(first: date, last: date) -> str:
    """The months from one day to another with their years: Apr 2019, Apr 2019–Jun 2020."""
    begin, end = (f"{each:%b %Y}".replace(" ", KEEP) for each in (first, last))
    return begin if begin == end else f"{begin}–{end}"


def moment(period: str, step: str) -> str:
    """When a period is, within a sentence: in November 2019, in the week of 29 October 2018."""
    first = date.fromisoformat(period if len(period) > len("2019-04") else f"{period}-01")
    if step == "week":
        return f"in the week of {day(first)}"
    return f"in {first:%B %Y}" if step == "month" else f"in the {step} from {first:%B %Y}"


def spaced(name: str) -> str:
    """A name without a title as words: response officers."""
    return name.replace("_", " ")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 line, 2 lines."""
    return f"{number:,}{KEEP}{one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts as a list in a sentence: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + f" {last} " + parts[-1]


def rank_title(scenario: Scenario, rank: str) -> str:
    """What a rank, or a grade of police staff, is called in a paper."""
    title = next((each.title for each in scenario.ranks if each.name == rank), spaced(rank))
    return title[:1].upper() + title[1:]


def in_sentence(title: str) -> str:
    """A title within a sentence: a small first letter, but not in an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def plain(text: str) -> str:
    """Text with ordinary blanks."""
    return text.replace(KEEP, " ")


def wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Text in lines of at most a width, each behind its indent; figures stay with their units."""
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [plain(line) for line in lines] or [first.rstrip()]
