"""How every chart looks: colours, sizes and fonts, and a context in which nothing of the reader's own style counts.

The colours are those of the Government Analysis Function: every pair of neighbours differs in lightness as well, so
that they can be told apart on a grey print. No chart has more than four, and none speaks by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
PURPLE = "#A285D1"
ORANGE_TEXT = "#B84A10"
"""Orange that is dark enough on white to be read."""
LIGHT_GREY = "#D9D9D9"
"""Lines that only guide the eye."""
INK = "#262626"
"""Text."""

PLAN, BEFORE = DARK_BLUE, DARK_GREY
"""The plan, in full lines and filled marks, and the plan before action, in broken lines and hollow marks."""

TEXT_POINTS = 9.0
"""Smallest text, at the size that a chart has on a page."""
TITLE_POINTS = 11.0
FONT = "DejaVu Sans"
"""It comes with matplotlib, so that a chart has the same bytes on every machine."""

_STYLE: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": TEXT_POINTS,
    "text.color": INK,
    "text.parse_math": False,
    # Hinting would make the text of the PNG wider than that of the SVG, by which places are measured.
    "text.hinting": "none",
    "axes.edgecolor": DARK_GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_POINTS,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": LIGHT_GREY,
    "grid.linewidth": 0.6,
    "xtick.labelsize": TEXT_POINTS,
    "ytick.labelsize": TEXT_POINTS,
    "xtick.color": DARK_GREY,
    "ytick.color": DARK_GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.fonttype": "path",
    "svg.hashsalt": "planner",
    "savefig.facecolor": "white",
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw as all charts are drawn, whatever the reader's own settings of matplotlib are; they come back after."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield
