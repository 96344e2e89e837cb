"""Problems on the terminal: cut to size, counted, and unable to steer it."""

from __future__ import annotations

import pytest

from planner.errors import Mark, Problem
from planner.scenario.render import WIDEST, render


def test_a_problem_without_a_place_shows_its_path() -> None:
    assert (
        render([Problem("budget", "It is empty. Fill it.")])
        == "budget\n    It is empty. Fill it.\n\n1 problem; nothing was solved."
    )


def test_warnings_are_called_so_and_do_not_stop_anything() -> None:
    text = render([Problem("a", "One.", severity="warning"), Problem("b", "Two.", severity="warning")])
    assert text == "warning  a\n    One.\n\nwarning  b\n    Two.\n\n2 warnings."


def test_nothing_to_say_is_nothing() -> None:
    assert render([]) == ""


def test_control_signs_of_the_file_never_reach_the_terminal() -> None:
    evil = "a\x1b]0;x\x07\u202eb\r\tc"
    text = render([Problem(evil, f"{evil} is wrong.", Mark(f"{evil}.yaml", 1, 1, 3, evil))])
    assert not any(ord(sign) < 32 and sign != "\n" for sign in text)
    assert "\u202e" not in text


@pytest.mark.parametrize("column", [1, 5, 50, 99, 100, 101, 500, 995, 1000])
def test_long_lines_are_cut_around_the_caret(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(1000))
    _, shown, carets, *_ = render([Problem("x", "No.", Mark("f", 1, column, 4, line))]).splitlines()
    assert len(shown) <= WIDEST
    assert len(carets) <= WIDEST
    begin = carets.index("^")
    width = carets.count("^")
    assert shown[begin : begin + width] == line[column - 1 : column + 3]


def test_carets_stand_under_wide_signs() -> None:
    # Each of the two signs takes two columns of a terminal.
    _, _, carets, *_ = render([Problem("x", "No.", Mark("f", 1, 5, 2, "日本: 値段"))]).splitlines()
    assert carets == "    |       ^^^^"


def test_no_more_than_fifty_are_shown_and_all_are_counted() -> None:
    text = render([Problem(f"p{number}", "No.") for number in range(1234)])
    assert text.count("    No.") == 50
    assert text.endswith("\n\n… and 1184 more.\n\n1234 problems; nothing was solved.")


def test_messages_are_wrapped_under_their_place_and_words_stay_whole() -> None:
    message = "Nobody is there. " * 9 + "Write `supply.recruitment` instead."
    _, line, carets, *wrapped = render([Problem("x", message, Mark("f", 1, 4, 2, "a: 12"))]).splitlines()[:-2]
    assert (line, carets) == ("    | a: 12", "    |    ^^")
    assert all(each.startswith("    ") and len(each) <= WIDEST for each in wrapped)
    assert " ".join(each.strip() for each in wrapped) == message


def test_a_path_that_does_not_fit_beside_its_place_stands_under_it() -> None:
    path = "structure.removed_ranks.chief_inspector.pathways.back_to_the_former_rank.per_year_share.of"
    text = render([Problem(path, "No.", Mark("inputs/north.yaml", 12, 9, 2, "of: it"), severity="warning")])
    assert text.splitlines()[:2] == ["inputs/north.yaml:12:9  warning", f"    {path}"]


def test_what_is_said_at_the_end_is_wrapped_too() -> None:
    note = Problem("", "Further checks run when these are mended. " * 4, severity="note")
    assert all(len(line) <= WIDEST for line in render([Problem("x", "No."), note]).splitlines())


def test_endless_messages_are_cut() -> None:
    assert len(render([Problem("x", "y" * 100_000)])) < 800
