"""A plan's folder as the audit reads it: CSV tables, the resolved scenario, and nothing else.

The audit never sees the model: no module in this folder but the tests imports anything of the planner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from dateutil.relativedelta import relativedelta

FTE, HOURS, CASES, POUNDS, SHARE = 5e-5, 5e-4, 5e-5, 5e-3, 5e-7
"""What a printed cell may differ from the figure behind it: half of its last digit."""
DAYS_PER_MONTH = 30.4375
NUMBERS = {
    "fte", "hours", "pounds", "used", "most", "best", "held", "tolerance", "efficiency", "span_limit", "headcount",
    "coverage", "coverage_with_latent", "hours_per_case", "hours_per_fte", "staying_share",
}  # fmt: skip
UNITS = ("_fte", "_hours", "_cases", "_pounds", "_heads", "_rate", "_squares")
PLACE = ["plan", "team", "role", "period"]
LINE = ["plan", "line", "period"]


@dataclass(frozen=True)
class Finding:
    """A printed figure that is not what it should be."""

    audit: str
    where: str
    printed: float
    recomputed: float

    def __str__(self) -> str:
        return f"{self.audit}: {self.where}: {self.printed:.6g} is printed, {self.recomputed:.6g} recomputed"


@dataclass(frozen=True)
class Folder:
    """Everything that the audit knows."""

    tables: dict[str, pd.DataFrame]
    scenario: dict[str, Any]

    @cached_property
    def periods(self) -> pd.DataFrame:
        """Key period: first, after (the first day after it), days, months, financial_year, reported, number."""
        seen = self.tables["work"][["period", "period_first", "financial_year", "reported"]].drop_duplicates("period")
        table = seen.rename(columns={"period_first": "first"}).sort_values("first").reset_index(drop=True)
        step = self.scenario["period"].get("step", "month")
        months = {"month": 1, "quarter": 3, "year": 12}
        length = relativedelta(weeks=1) if step == "week" else relativedelta(months=months[step])
        table["after"] = [first + length for first in table["first"]]
        table["days"] = [(after - first).days for first, after in zip(table["first"], table["after"], strict=True)]
        table["months"] = 7 / DAYS_PER_MONTH if step == "week" else float(months[step])
        table["number"] = table.index
        return table.set_index("period", drop=False)

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What several audits need and is worked out once."""
        return {}

    @cached_property
    def spans(self) -> list[tuple[date, date, str]]:
        """The first day, the first day after, and the name of each period, in the order of time."""
        rows = self.periods
        return list(zip(rows["first"], rows["after"], rows["period"], strict=True))

    @cached_property
    def first_day(self) -> dict[str, date]:
        """The first day of each period."""
        return {period: first for first, _, period in self.spans}

    @cached_property
    def _firsts(self) -> list[date]:
        return [first for first, _, _ in self.spans]

    def period_on(self, day: date) -> str | None:
        """The period that holds a day."""
        number = bisect_right(self._firsts, day) - 1
        return self.spans[number][2] if number >= 0 and day < self.spans[number][1] else None

    def period_from(self, day: date) -> str | None:
        """The first period that begins on a day or later."""
        number = bisect_left(self._firsts, day)
        return self.spans[number][2] if number < len(self.spans) else None

    def supply(self, section: str) -> dict[str, Any]:
        """A section of the supply; empty where none is stated."""
        return dict(self.scenario.get("supply", {}).get(section, {}))


def read_folder(folder: Path) -> Folder:
    """Read the CSV tables and the resolved scenario of a plan."""
    tables = {path.stem: read_table(path) for path in sorted(folder.glob("*.csv"))}
    return Folder(tables, yaml.safe_load((folder / "scenario.resolved.yaml").read_text(encoding="utf-8")))


def read_table(path: Path) -> pd.DataFrame:
    """Read one table; numbers, dates and yes or no by the name of their column, everything else is text."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for name in table.columns:
        if name in NUMBERS or name.endswith(UNITS):
            table[name] = pd.to_numeric(table[name], errors="coerce").astype(float)
        elif name == "period_first":
            table[name] = [date.fromisoformat(day) for day in table[name]]
        elif name == "reported":
            table[name] = table[name] == "true"
    return table


def compare(
    audit: str, rows: pd.DataFrame, key: list[str], printed: pd.Series, recomputed: Any, slack: Any
) -> Iterator[Finding]:
    """Every row in which a printed figure differs from the recomputed one by more than the slack."""
    wrong = ~((printed - recomputed).abs() <= slack + 1e-9)
    wrong &= ~(printed.isna() & pd.Series(recomputed, index=printed.index).isna())
    again = pd.Series(recomputed, index=printed.index)
    for number in rows.index[wrong]:
        where = " ".join(f"{name}={rows[name][number]}" for name in key)
        yield Finding(audit, where, float(printed[number]), float(again[number]))


def summed(table: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """Sums of columns by key, and `cells`: how many printed cells stand in each sum."""
    groups = table.groupby(key)
    sums = groups[columns].sum()
    sums["cells"] = groups.size()
    return sums


def on_rows(rows: pd.DataFrame, key: list[str], sums: pd.Series) -> pd.Series:
    """A series by key, brought onto the rows of a table; 0 where the key has none."""
    wanted = pd.MultiIndex.from_frame(rows[key]) if len(key) > 1 else pd.Index(rows[key[0]])
    return pd.Series(sums.reindex(wanted).fillna(0.0).to_numpy(dtype=float), index=rows.index)


# ---------------------------------------------------------------- numbers as the reader writes them
def as_day(text: Any) -> date:
    """`2019-04` or `2019-04-15`."""
    if isinstance(text, date):
        return text
    return date.fromisoformat(f"{text}-01" if len(str(text)) == 7 else str(text))


def value_on(stated: Any, day: date) -> float:
    """The value on a day of a number, of {value: …}, or of a dated list of these."""
    return float(step_on(stated, day)["value"])


def step_on(stated: Any, day: date) -> dict[str, Any]:
    """The dated value that holds on a day; before the first date, the first."""
    steps = stated if isinstance(stated, list) else [stated if isinstance(stated, dict) else {"value": stated}]
    held = steps[0]
    for step in steps:
        if "from" not in step or as_day(step["from"]) <= day:
            held = step
    return dict(held)


def is_undated(stated: Any) -> bool:
    """Whether a number is the same on every day."""
    return not isinstance(stated, list) or len(stated) == 1


def days_of(first: date, after: date) -> list[date]:
    """Every day of a period."""
    return [first + timedelta(days=number) for number in range((after - first).days)]


def mean_of(stated: Any, first: date, after: date) -> float:
    """The mean of a dated number over the days of a period."""
    if is_undated(stated):
        return value_on(stated, first)
    days = days_of(first, after)
    return sum(value_on(stated, day) for day in days) / len(days)


def duration(text: Any) -> relativedelta:
    """A length of time such as `3 weeks`."""
    if text in (0, "0", None):
        return relativedelta()
    count, unit = str(text).split()
    unit = unit.rstrip("s")
    if unit in ("month", "year"):
        return relativedelta(months=int(float(count)) * (12 if unit == "year" else 1))
    return relativedelta(days=round(float(count) * (7 if unit == "week" else 1)))


def average_days(text: Any) -> float:
    """A length of time in days, with average months."""
    length = duration(text)
    return length.days + (length.months + 12 * length.years) * DAYS_PER_MONTH
