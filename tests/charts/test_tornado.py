"""The tornado: which input moves the gap most, and that every value on it can be read."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from looking import faults, words_of

from planner.charts.tornado import tornado_chart


def table(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["input", "low_value", "high_value", "gap_hours_low", "gap_hours_high"])


THREE = table(
    ("Leaver rate", 0.05, 0.09, 2700, 3500),
    ("Recorded crimes", "5 % fewer", "10 % more", 1500, 6800),
    ("Productive hours", 1310, 1460, 3900, 900),
)


def test_the_widest_bar_comes_first_and_the_title_tells_it() -> None:
    chart = tornado_chart(THREE, 3000)
    assert chart.title == "The gap depends most on recorded crimes: between 1,500 and 6,800 hours"
    words = words_of(chart)
    order = [words.index(name) for name in ("Recorded crimes", "Productive hours", "Leaver rate")]
    assert order == sorted(order)


def test_the_text_tells_every_bar() -> None:
    assert tornado_chart(THREE, 3000).text == (
        "Bars around the gap as planned, 3,000 hours: where it goes at the low and the high value of each input, the"
        " widest first. Recorded crimes: 1,500 hours at 5 % fewer, 6,800 at 10 % more; Productive hours: 3,900 hours at"
        " 1,310, 900 at 1,460; Leaver rate: 2,700 hours at 0.05, 3,500 at 0.09."
    )


def test_each_value_stands_at_its_end_of_the_bar() -> None:
    chart = tornado_chart(THREE, 3000)
    texts = {text.get_text(): text for axes in chart.figure().axes for text in axes.texts}
    # 1,460 productive hours lower the gap, so the high value stands on the left.
    assert texts["1,460"].get_position()[0] < 3000 < texts["1,310"].get_position()[0]
    assert texts["5 % fewer"].get_position()[0] < 3000 < texts["10 % more"].get_position()[0]


def test_inputs_beyond_the_ten_largest_are_counted() -> None:
    rows = [(f"Input {number}", 1, 2, 1000 - number, 1000 + number) for number in range(1, 14)]
    chart = tornado_chart(table(*rows), 1000)
    words = words_of(chart)
    assert "Input 4" in words
    assert "Input 3" not in words
    assert chart.text.endswith(" The other 3 inputs move it less.")
    assert "The other 3 inputs move it less." in words


def test_inputs_that_move_nothing_are_said_to() -> None:
    chart = tornado_chart(table(("Price", 1, 2, 500, 500)), 500)
    assert chart.title == "None of these inputs moves the gap of 500 hours"
    assert faults(chart) == []


LONG = "Hours of an investigation of child sexual abuse from report to charge by experienced detectives of any rank"


@pytest.mark.parametrize(
    "rows",
    [
        [("Short", 1, 2, 900, 1100)],
        [
            (f"{LONG} {number}", "forty hours a case", "seventy hours a case", 0, 4000 * number)
            for number in range(1, 11)
        ],
        [("Both up", 1, 2, 1500, 1200), ("Both down", 3, 4, 10, 20), ("One way", 5, 6, 1000, 3000)],
        [("Nothing", 1, 2, 1000, 1000), ("Tiny", 10000, 20000, 999.9, 1000.1), ("Large", 1, 2, 0, 100000)],
        [("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", 1, 2, 900, 1100)],
    ],
)
def test_nothing_is_cut_and_no_label_covers_another(rows: list[tuple[Any, ...]]) -> None:
    assert faults(tornado_chart(table(*rows), 1000)) == []


def test_no_gap_below_nothing_stands_on_the_axis() -> None:
    chart = tornado_chart(table(("Input", "a very long low value", "high", 0, 4000)), 1000)
    assert not [word for word in words_of(chart) if word.startswith(("-", "\u2212"))]


def test_the_order_of_the_rows_changes_no_byte() -> None:
    assert tornado_chart(THREE, 3000).svg == tornado_chart(THREE.iloc[::-1], 3000).svg
