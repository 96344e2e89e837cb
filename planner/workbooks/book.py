"""A workbook that is being written: its sheets, its tables, and formulas with the values that they have."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from planner.plan.plan import Plan
from planner.scenario.workbook.look import Look
from planner.scenario.workbook.write import CREATED
from planner.version import __version__
from planner.vocabulary import COLUMNS, Column

FIRST = 4
"""The row of a table's headings, counted from 0: below the title, what it says, and the meanings of its columns."""
PLANS = ("before", "after")
"""The plan before action, and the plan."""


@dataclass(frozen=True)
class Formula:
    """A formula, without its equals sign, and the value that it has."""

    text: str
    value: float | str


@dataclass(frozen=True)
class Ref:
    """A cell that holds a word or a number."""

    cell: str
    value: Any


Content = str | int | float | bool | date | Formula | None
"""What stands in a cell."""


@dataclass(frozen=True)
class Check:
    """Two figures that must agree."""

    what: str
    here: Formula
    """The figure of this workbook."""
    told: Formula
    """The same as the plan's own table tells it."""
    tolerance: float
    """How far they may differ, for figures are printed to so many digits."""
    of_inputs: bool = False
    """Whether it holds only as long as no input has been changed."""


class PlanBook:
    """One plan on its way into a workbook."""

    def __init__(self, plan: Plan, run: str) -> None:
        import xlsxwriter

        self._held = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._held, options)
        scenario = plan.loaded.scenario
        self.book.set_properties({"created": CREATED, "title": scenario.title, "comments": f"Run {run}"})
        self.look = Look(self.book, scenario.marking, scenario.title, f"Run {run} · planner {__version__}")
        self.plan, self.run = plan, run
        self.checks: list[Check] = []
        self.sheets: list[tuple[str, str]] = []
        """Every sheet with what stands on it."""
        self._tables: dict[str, pd.DataFrame] = {}
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._known_sums: dict[tuple[str, str, tuple[str, ...]], dict[tuple[Any, ...], float]] = {}

    @cached_property
    def years(self) -> list[str]:
        """The financial years that the plan reports."""
        budget = self.plan.tables["prices"]
        return sorted(budget[budget["reported"]]["financial_year"].unique())

    @cached_property
    def periods(self) -> list[str]:
        """The periods that the plan reports."""
        prices = self.plan.tables["prices"]
        return list(prices[prices["reported"]].sort_values("period_first")["period"].unique())

    def title_of(self, section: str, name: str) -> str:
        """What a team or a role is called in a paper."""
        known = getattr(self.plan.loaded.scenario, section)
        return str(getattr(known.get(name), "title", None) or name)

    # ------------------------------------------------------------ sheets
    def page(self, name: str, about: str, widths: Sequence[float], frozen: tuple[int, int] = (0, 0)) -> Any:
        """A sheet with its title.

        Args:
            name: Its name.
            about: What stands on it.
            widths: Of its columns [characters].
            frozen: Rows and columns that stay in sight.
        """
        page = self.book.add_worksheet(name)
        self.look.page(page, name)
        self.look.on_paper(page, sum(widths), frozen[1])
        self.sheets.append((name, about))
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.write_string(0, 0, name, self.look.title)
        page.write_string(1, 0, about, self.look.plain)
        if any(frozen):
            page.freeze_panes(*frozen)
            page.repeat_rows(frozen[0] - 1)
        return page

    def heads(self, page: Any, row: int, words: Sequence[str]) -> None:
        """A line of headings."""
        for column, word in enumerate(words):
            page.write_string(row, column, word, self.look.heading)
        page.set_row(row, 45)

    def put(self, page: Any, row: int, column: int, content: Content, form: str = "", *, total: bool = False) -> None:
        """Write a cell; text is never taken for a formula."""
        look = self.format(form, total=total)
        if isinstance(content, Formula):
            page.write_formula(row, column, f"={content.text}", look, content.value)
        elif content is None or (isinstance(content, float) and content != content):
            page.write_blank(row, column, None, look)
        elif isinstance(content, bool):
            page.write_boolean(row, column, content, look)
        elif isinstance(content, (int, float)):
            page.write_number(row, column, content, look)
        elif isinstance(content, date):
            page.write_datetime(row, column, datetime(content.year, content.month, content.day), self.format("date"))
        else:
            page.write_string(row, column, str(content), look)

    def format(self, form: str, *, total: bool = False) -> Any:
        """A format by its name: pounds, hours, fte, share, factor, date, input, or none."""
        key = (form, total)
        if key not in self._formats:
            number = FORMS.get(form, "General")
            said: dict[str, Any] = {"num_format": number, "valign": "top"}
            said |= {"bold": True, "top": 1} if total else {}
            said |= {"bg_color": "#FFF4CC", "border": 1, "border_color": "#B3B3B3"} if form.startswith("input") else {}
            said |= {"text_wrap": True} if form == "text" else {}
            self._formats[key] = self.book.add_format(said)
        return self._formats[key]

    # ------------------------------------------------------------ tables
    def table(
        self, page: Any, name: str, rows: pd.DataFrame, added: Mapping[str, Sequence[Formula]] | None = None
    ) -> None:
        """Write an Excel table, to which formulas can refer by its name.

        Args:
            page: The sheet.
            name: The table's name.
            rows: Its rows, one column for each heading.
            added: Further columns, of formulas.
        """
        more = added or {}
        headings = [*rows.columns, *more]
        last = FIRST + max(len(rows), 1)
        columns = [{"header": heading} for heading in headings]
        page.add_table(
            FIRST, 0, last, len(headings) - 1, {"name": name, "columns": columns, "style": "Table Style Light 1"}
        )
        values = rows.assign(**{heading: [each.value for each in cells] for heading, cells in more.items()})
        self._tables[name] = values
        for column, heading in enumerate(headings):
            about = COLUMNS.get(heading)
            page.write_string(FIRST - 1, column, _meaning(about), self.look.meaning)
            page.write_string(FIRST, column, heading, self.look.heading)
            cells = more[heading] if heading in more else rows[heading].tolist()
            form = form_of(heading)
            for number, content in enumerate(cells, start=FIRST + 1):
                self.put(page, number, column, content, form)
        page.set_row(FIRST - 1, 60)
        page.freeze_panes(FIRST + 1, 0)
        page.repeat_rows(FIRST)

    def sheet_of(
        self,
        name: str,
        table: str,
        about: str,
        rows: pd.DataFrame,
        added: Mapping[str, Sequence[Formula]] | None = None,
    ) -> None:
        """A sheet that holds one table."""
        headings = [*rows.columns, *(added or {})]
        widths = [_width(heading, rows) for heading in headings]
        self.table(self.page(name, about, widths), table, rows, added)

    def sum(self, table: str, column: str, **where: Any) -> Formula:
        """The sum of a table's column over the rows with given words, as a formula and as a value.

        Args:
            table: The table's name.
            column: What is added up.
            where: What stands in other columns: a word, or the cell that holds it.
        """
        words = []
        for key, wanted in where.items():
            shown = str(wanted).upper() if isinstance(wanted, bool) else f'"{wanted}"'
            words.append(f"{table}[{key}],{wanted.cell if isinstance(wanted, Ref) else shown}")
        values = tuple(each.value if isinstance(each, Ref) else each for each in where.values())
        total = self._sums(table, column, tuple(where)).get(values, 0.0)
        return Formula(f"SUMIFS({table}[{column}],{','.join(words)})", total)

    def _sums(self, table: str, column: str, keys: tuple[str, ...]) -> dict[tuple[Any, ...], float]:
        """The sums of a column by what stands in others; worked out once."""
        known = self._known_sums.get((table, column, keys))
        if known is None:
            sums = self._tables[table].groupby(list(keys), sort=False)[column].sum()
            known = {key if isinstance(key, tuple) else (key,): float(value) for key, value in sums.items()}
            self._known_sums[table, column, keys] = known
        return known

    def announce(self, name: str, rows: pd.DataFrame) -> None:
        """Make the rows of a table known to formulas that stand on an earlier sheet."""
        self._tables[name] = rows

    def done(self) -> bytes:
        """The finished workbook."""
        self.book.close()
        return self._held.getvalue()


FORMS = {
    "date": "yyyy-mm-dd",
    "factor": "0.0000",
    "fte": "#,##0.0",
    "hours": "#,##0",
    "input pounds": "#,##0.00",
    "input share": "0.00%",
    "input": "General",
    "pence": "#,##0.00",
    "pounds": "#,##0",
    "share": "0.0%",
}
"""How numbers are shown."""


def form_of(heading: str) -> str:
    """How the figures of a column are shown."""
    for ending, form in (
        ("_pounds", "pence"),
        ("pounds", "pence"),
        ("_fte", "fte"),
        ("fte", "fte"),
        ("_hours", "hours"),
    ):
        if heading.endswith(ending):
            return form
    return "share" if heading.startswith("coverage") else ""


def _meaning(about: Column | None) -> str:
    if about is None:
        return ""
    return f"{about.meaning} [{about.unit}]" if about.unit else about.meaning


def _width(heading: str, rows: pd.DataFrame) -> float:
    if heading not in rows:
        return max(13.0, len(heading) * 0.8)
    longest = max((len(str(each)) for each in rows[heading].head(400)), default=0)
    return float(max(11, min(longest + 2, 60), len(heading) * 0.8))


def total_of(cells: Sequence[str], values: Sequence[float]) -> Formula:
    """The sum of cells that stand in a column or a row, from the first to the last."""
    return Formula(f"SUM({cells[0]}:{cells[-1]})", float(sum(values)))


def name_of(row: int, column: int) -> str:
    """The name of a cell, counted from 0: `C7`."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
