"""Who looks at the charts sees what is wrong with one."""

from __future__ import annotations

from looking import faults
from matplotlib.figure import Figure

from planner.charts.chart import Chart


def chart(*texts: tuple[float, float, str, float]) -> Chart:
    """A chart with nothing but texts: place, words and size."""

    def draw(title: str) -> Figure:  # noqa: ARG001
        figure = Figure(figsize=(4, 3))
        for x, y, words, size in texts:
            figure.text(x, y, words, size=size)
        return figure

    return Chart("made", "Made", "Made by hand.", draw)


def test_texts_that_are_apart_have_no_fault() -> None:
    assert faults(chart((0.1, 0.1, "here", 9), (0.1, 0.5, "there", 9))) == []


def test_a_text_over_the_edge_is_cut() -> None:
    assert faults(chart((0.9, 0.1, "much too long", 9))) == ["cut: 'much too long'"]


def test_a_text_on_another_is_seen() -> None:
    assert faults(chart((0.1, 0.1, "here", 9), (0.12, 0.12, "there", 9))) == ["on one another: 'here' and 'there'"]


def test_small_text_is_seen() -> None:
    assert faults(chart((0.1, 0.1, "here", 8))) == ["too small: 'here', 8.0 pt"]
