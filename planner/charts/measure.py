"""How large text is, before it is drawn: what fits is written, what does not is broken into lines."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from planner.charts.style import FONT, TEXT_POINTS

POINTS_PER_CM = 72 / 2.54
LINE = 1.25
"""From one line of text to the next, in sizes of the font."""


@lru_cache(maxsize=4096)
def width_cm(text: str, points: float = TEXT_POINTS, bold: bool = False) -> float:
    """How wide a text is, by its widest line [cm]."""
    font = FontProperties(family=FONT, size=points, weight="bold" if bold else "normal")
    widths = [text_to_path.get_text_width_height_descent(line, font, False)[0] for line in text.splitlines() if line]
    return float(max(widths, default=0.0)) / POINTS_PER_CM


def height_cm(text: str, points: float = TEXT_POINTS) -> float:
    """How high a text is with all its lines [cm]."""
    return (text.count("\n") + 1) * line_cm(points)


def line_cm(points: float = TEXT_POINTS) -> float:
    """How far lines of text are apart [cm]."""
    return LINE * points / POINTS_PER_CM


def broken(text: str, most_cm: float, points: float = TEXT_POINTS, bold: bool = False) -> str:
    """A text in lines of at most a width; a word that is wider is broken with a hyphen, nothing is left out."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_cm(longer, points, bold) <= most_cm:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while width_cm(word, points, bold) > most_cm and len(word) > 1:
            length = next(
                (each for each in range(len(word) - 1, 1, -1) if width_cm(word[:each] + "-", points, bold) <= most_cm),
                1,
            )
            lines[-1], word = word[:length] + ("-" if length > 1 else ""), word[length:]
            lines.append("")
        lines[-1] = word
    return "\n".join(lines)


def balanced(text: str, most_cm: float, points: float = TEXT_POINTS, bold: bool = False) -> str:
    """A text in as few lines as a width allows, all of them about as long, so that no word stands alone."""
    best = broken(text, most_cm, points, bold)
    narrower = most_cm
    while best.count("\n") and narrower > most_cm / 2:
        narrower -= 0.25
        tried = broken(text, narrower, points, bold)
        if tried.count("\n") > best.count("\n"):
            break
        best = tried
    return best
