"""How a workbook looks: formats of cells, widths of columns, header and footer of the printed page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from planner.scenario.quantity import Growth, Share, ShareRate
from planner.scenario.shape import Kind
from planner.scenario.workbook.layout import MONTHS

BLUE, GREY, PALE = "#12436D", "#6B7276", "#E9EFF4"
_TABS = {"establishment": "#28A197", "demand": "#801650", "supply": "#F46A25", "structure": "#A285D1"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WIDTHS = {"per": 10, "low": 11, "high": 11, "basis": 12, "source": 20, "note": 34}
_PAGE = 110.0
"""What fits the width of a printed page at full size [characters]."""
_MOST_LINES = 5
"""A row is no higher than this; the rest of a longer text is read in its cell [lines]."""


class Look:
    """The formats of one workbook."""

    empty_tab = "#D5D9DC"

    def __init__(self, book: Any, marking: str, title: str, record: str = "") -> None:
        self._book = book
        self._marking, self._title, self._record = marking, title, record
        self._known: dict[tuple[str, int], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 13, "font_color": BLUE})
        self.heading = book.add_format(
            {"bold": True, "bg_color": BLUE, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
        )
        self.meaning = book.add_format({"font_size": 9, "font_color": GREY, "text_wrap": True, "valign": "bottom"})
        self.name = book.add_format({"bold": True, "bg_color": PALE, "valign": "top"})
        self.plain = book.add_format({"valign": "top"})
        self.faint = book.add_format({"valign": "top", "font_color": GREY})
        self.link = book.add_format({"font_color": BLUE, "underline": 1})

    def page(self, page: Any, name: str) -> None:
        """Set up a sheet's printed page: marking, title, page x of y."""
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        page.set_header(f"&L{_plain(self._title[:60])}&C&B{_plain(self._marking)}&B&R{_plain(name)}")
        page.set_footer(f"&L{_plain(self._record)}&C{_plain(self._marking)}&RPage &P of &N")

    def on_paper(self, page: Any, width: float, names: int) -> None:
        """Print a sheet on one page's width where it can be read there, else on several with its names on each.

        Args:
            page: The sheet.
            width: Of its columns that are shown [characters].
            names: Columns that are repeated on each page.
        """
        if _PAGE < width <= 2 * _PAGE:
            page.fit_to_pages(1, 0)
        elif width > _PAGE:
            page.set_print_scale(60)
            if names:
                page.repeat_columns(0, names - 1)

    def tab(self, section: str) -> str:
        """The colour of the tabs of a section's sheets."""
        return _TABS.get(section, BLUE)

    def text(self, kind: Kind) -> Any:
        """The format of a column's empty cells: what is typed is then shown as it is meant."""
        if kind is date:
            return self._format("yyyy-mm-dd")
        return self._format("0.0%" if is_share(kind) else "General")

    def write(self, page: Any, row: int, column: int, value: Any, kind: Kind) -> None:
        """Write a value; text is never taken for a formula, a number or a link."""
        if isinstance(value, bool):
            page.write_boolean(row, column, value, self._format('"TRUE";;"FALSE"'))
        elif isinstance(value, (int, float)):
            page.write_number(row, column, value, self._format(number_format(value, kind)))
        elif kind is date and _DAY.fullmatch(value):
            day = datetime.fromisoformat(value)
            page.write_datetime(row, column, day, self._format("yyyy-mm-dd"))
        else:
            page.write_string(row, column, str(value), self._format("@" if kind is date else "General", indent=1))

    def _format(self, number: str, indent: int = 0) -> Any:
        if (number, indent) not in self._known:
            form = {"num_format": number, "text_wrap": True, "valign": "top", "indent": indent}
            self._known[number, indent] = self._book.add_format(form)
        return self._known[number, indent]


def is_share(kind: Kind) -> bool:
    """Whether a number is a share, or a relative change, and shown in per cent."""
    return isinstance(kind, type) and issubclass(kind, (Share, ShareRate, Growth))


def number_format(value: float, kind: Kind) -> str:
    """The format that shows a number as it is, without a digit too few."""
    if is_share(kind):
        digits = next((digits for digits in range(5) if round(value * 100, digits) == round(value * 100, 9)), 5)
        return f"0.{'0' * digits}%" if digits else "0%"
    return "#,##0" if float(value).is_integer() and abs(value) >= 10_000 else "General"


def height_of(texts: Sequence[tuple[str, float]], most: int = _MOST_LINES) -> float:
    """How high a row is that shows texts in columns of some width, up to a few lines [points]."""
    lines = (sum(-(-max(len(line), 1) // max(int(width), 1)) for line in text.split("\n")) for text, width in texts)
    return 15.0 * min(max(lines, default=1), most)


def width_of(part: str, heading: str, texts: list[str]) -> float:
    """How wide a column is, so that no word of its heading is cut [characters]."""
    word = min(max(map(len, heading.split())) * 1.15, 24.0)
    if part in _WIDTHS:
        return max(_WIDTHS[part], word)
    if part in MONTHS:
        return 11
    longest = max(map(len, texts), default=0)
    return max(15, min(46, longest * 0.7 if longest > 46 else longest + 2), word)


def _plain(text: str) -> str:
    """Text of a header in which `&` is a sign, not a command."""
    return text.replace("&", "&&")
