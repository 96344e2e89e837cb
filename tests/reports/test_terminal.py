"""The page on the screen, as full text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made_plan import made_plan

from planner.reports.answer import make_answer
from planner.reports.terminal import page, show, text

PAGE = """\
Made by hand                                                            OFFICIAL
Is every figure where it belongs?

Before action 80.4 % of the demand hours are covered, with a gap of 110 hours
(0.4 FTE); under the plan 93.1 %, with a gap of 40 hours (0.1 FTE).
The plan brings in 0.6 FTE and works 40 hours of overtime; 120 hours of other
teams' work are displaced; it costs £10,100 (£9,000 before action).
Still not covered: 40 hours of harm tier 2, in Visits.

                       coverage     gap, hours  gap, FTE   FTE at the end
Over the whole plan before   after before after    after before after posts
Team A              80.4 %  93.1 %    110    40      0.1    2.8   3.4   4.0
with latent demand  73.8 %  85.7 %
Harm tier 1         90.0 % 100.0 %     30     0      0.0
Harm tier 2         69.2 %  85.7 %     80    40      0.1

Coverage under the plan, %    Apr  May  Jun
Team A                        100   90   82
Cases waiting, before action   20   40   60
Cases waiting, plan            10   20   30

                      gap, hours            overdue,  not done,
Largest gaps  tier  before  after  covered     cases      hours  why
Visits           2      80     40   85.7 %        20          0    a
a  no hours to spare: detective constable
What stops there being more: overtime at the most allowed

Cost 2019/20: £10,100 (£9,000 before action) of a budget of £20,000; £9,900
  left; the months of that year after the plan are included
In post at the end, FTE: officers 3.4 (2.8 before action, 3.0 at the opening)
Displaced, not saved: Response 120 hours (0.3 FTE)
Supervision: on average 0.5 FTE have no leader (1.0 before action) and 0.0
  leaders are missing, most for Everybody
Closed without the work: Visits: 0 cases (0 before action); decided by Chief
  constable: old cases
Broken before action, kept by the plan: structure.minimum_strength.least
This plan: optimal for these inputs (1 level proved); 60 % of the demand hours
  rest on estimates
Files: outputs/made (begin with summary.md)
"""


def test_the_page_says_what_the_tables_say(tmp_path: Path) -> None:
    assert text(make_answer(made_plan(tmp_path)), "outputs/made", 80) == PAGE


@pytest.mark.parametrize("width", [80, 90, 100])
def test_no_line_is_wider_than_the_page_and_none_ends_in_blanks(tmp_path: Path, width: int) -> None:
    long = {"title": "A title that goes on " * 6, "teams": {"a": {"title": "A team with a very long name " * 3}}}
    lines = [line.text for line in page(make_answer(made_plan(tmp_path, long)), "outputs/made", width)]
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


class Screen(io.StringIO):
    """A stream that says it is a screen."""

    def isatty(self) -> bool:
        return True


def test_headings_are_bold_on_a_screen_and_the_words_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    answer, screen = make_answer(made_plan(tmp_path)), Screen()
    show(answer, "outputs/made", screen)
    shown = screen.getvalue()
    assert "\x1b[1mLargest gaps" in shown
    assert shown.replace("\x1b[1m", "").replace("\x1b[0m", "") == PAGE


def test_no_color_and_a_file_get_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = make_answer(made_plan(tmp_path))
    file, screen = io.StringIO(), Screen()
    show(answer, "outputs/made", file)
    monkeypatch.setenv("NO_COLOR", "1")
    show(answer, "outputs/made", screen)
    assert file.getvalue() == PAGE
    assert screen.getvalue() == PAGE


def test_the_page_follows_the_screen_between_80_and_100_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = make_answer(made_plan(tmp_path))
    for columns, width in (("40", 80), ("88", 88), ("240", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        shown = io.StringIO()
        show(answer, "outputs/made", shown)
        assert shown.getvalue() == text(answer, "outputs/made", width)
