"""A chart: a finding, the same in words, and its picture as SVG and PNG, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from io import BytesIO

from matplotlib.figure import Figure

from planner.charts.style import styled

DOTS_PER_INCH = 200
"""So fine is the PNG: 1,260 dots for the width of a page's text."""


@dataclass(frozen=True)
class Chart:
    """A chart with everything that a paper needs of it."""

    name: str
    """The stem of its files."""
    title: str
    """What the reader should see, in a sentence."""
    text: str
    """The chart in words with its main figures, for who cannot see it."""
    draw: Callable[[str], Figure] = field(repr=False, compare=False)
    """Draws it anew under a title, or without one; called within the charts' style."""
    is_titled: bool = True
    """Whether the title stands above the picture."""

    def without_title(self) -> Chart:
        """The same without the title above the picture, for a page whose caption says it."""
        return replace(self, is_titled=False)

    def figure(self) -> Figure:
        """The picture, drawn anew."""
        with styled():
            return self.draw(self.title if self.is_titled else "")

    @cached_property
    def svg(self) -> bytes:
        """The picture as SVG, with title and text in it for screen readers."""
        with styled():
            picture = BytesIO()
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            self.figure().savefig(picture, format="svg", metadata=nothing)
        return _named(picture.getvalue().decode(), self.title, self.text).encode()

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG, with title and text in its description."""
        with styled():
            picture = BytesIO()
            about = {"Software": None, "Title": self.title, "Description": self.text}
            self.figure().savefig(picture, format="png", dpi=DOTS_PER_INCH, metadata=about)
        return picture.getvalue()


@dataclass(frozen=True)
class ChartBook:
    """The charts of a plan or a what-if."""

    title: str
    """Of the scenario."""
    charts: tuple[Chart, ...]
    nothing_to_show: tuple[str, ...] = ()
    """Names of charts that were asked for and for which there is nothing to draw."""
    what_if: tuple[str, ...] = ()
    """What is changed in the scenario for them, a line each."""


def _named(svg: str, title: str, text: str) -> str:
    """An SVG that says what it shows."""
    begin = svg.index("<svg ")
    end = svg.index(">", begin)
    label = f'<title id="title">{escape(title)}</title>\n <desc id="text">{escape(text)}</desc>'
    return f'{svg[:end]} role="img" aria-labelledby="title text">\n {label}{svg[end + 1 :]}'
