"""Columns of text."""

from __future__ import annotations

from planner.reports.layout import Over, cut, grid


def test_names_begin_at_the_left_and_figures_end_at_the_right() -> None:
    assert grid([["a", "1"], ["bb", "22"]], 80) == ["a    1", "bb  22"]


def test_columns_move_together_before_a_name_is_cut() -> None:
    rows = [["a long name", "1", "2"]]
    assert grid(rows, 17) == ["a long name  1  2"]
    assert grid(rows, 15) == ["a long name 1 2"]
    assert grid(rows, 13) == ["a long n… 1 2"]


def test_a_name_is_not_cut_to_nothing() -> None:
    assert grid([["a long name", "1234567890"]], 5) == ["a long…  1234567890"]


def test_a_head_stands_above_its_columns_and_makes_room_for_itself() -> None:
    assert grid(
        [["", "1", "2", "3"], ["name", "10", "20", "30"]], 80, over=[Over(1, 2, "xx"), Over(3, 3, "a head")]
    ) == [
        "        xx    a head",
        "       1   2       3",
        "name  10  20      30",
    ]


def test_wide_signs_count_twice() -> None:
    assert cut("日本語", 5) == "日本…"
    assert grid([["日本", "1"], ["abcd", "2"]], 80) == ["日本  1", "abcd  2"]
