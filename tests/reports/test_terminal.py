"""The page on the screen, as full text."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from made_plan import SCENARIO, made_plan, table, work

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
Before action: if nothing new is decided; present recruitment, overtime and
lending go on.

                       coverage    gap, hours  gap, FTE   FTE at the end
Over the whole plan before  after before after    after before after posts
Team A              80.4 % 93.1 %    110    40      0.1    2.8   3.4   4.0
In % (before): with latent demand 85.7 (73.8); tier 1 100.0 (90.0),
2 85.7 (69.2)

Plan: coverage, %       Apr  May  Jun
Team A                  100   90   82
Plan: cases waiting      10   20   30
Before action: waiting   20   40   60
Hours waiting: 0 at first; at the end 60 (40 overdue), before action 120 (80)
Each column counts all that is overdue at its end, so it mostly looks worse than
the whole plan.

Who should work where: what the plan does with people
- Join: 0.6 FTE detective constable, to Team A, Apr–May

                      gap, hours                  cases
Largest gaps  tier  before  after  covered  overdue  not done  why
Visits           2      80     40   85.7 %       20         0    a
a  no hours to spare: detective constable
What stops there being more: overtime at the most allowed

Cost 2019/20: £10,100 (£9,000 before action) of a budget of £20,000; £9,900
  left; the months of 2019/20 after the plan are included
Displaced, not saved: Response 120 hours (0.3 FTE)
Supervision: on average 0.5 FTE have no leader (1.0 before action); 0.0 leaders
  are missing
Closed without the work: Visits: 0 cases (0 before action); decided by Chief
  constable: old cases
Broken before action, kept by the plan: Team A is to have at least 3.0 FTE of
  detective constable
This plan: optimal for these inputs (1 level proved); 60 % of the demand hours
  rest on estimates
Files: outputs/made (begin with summary.md)
"""


def test_the_page_says_what_the_tables_say(tmp_path: Path) -> None:
    assert text(make_answer(made_plan(tmp_path)), "outputs/made", 80) == PAGE


def weeks_of_work() -> pd.DataFrame:
    """Thirteen weeks with thousands of cases waiting."""
    firsts = [date(2019, 4, 1) + timedelta(weeks=number) for number in range(13)]
    rows = [
        {"plan": plan, "line": "visits", "team": "a", "tier": 2, "hours_per_case": 2.0, "period": first.isoformat(),
         "period_first": first, "covered_hours": 10.0, "backlog_cases": 9000.0}
        for plan in ("before", "after") for first in firsts
    ]  # fmt: skip
    return table("work", rows)


@pytest.mark.parametrize("width", [80, 90, 100])
def test_no_line_is_wider_than_the_page_and_none_ends_in_blanks(tmp_path: Path, width: int) -> None:
    changes = {
        "title": "A title that goes on " * 6,
        "teams": {"a": {"title": "A team with a very long name " * 3}},
        "period": {"first": "2019-04-01", "last": "2019-06-30", "step": "week"},
        "trials": {"lever": "intake", "fte": [1, 2], "line": "visits"},
    }
    size = {"lever": "intake", "line": "visits", "peak_backlog_cases": 99999.0, "final_backlog_cases": 99999.0}
    sizes = [{**size, "fte_most": fte, "gap_hours": 123456.0, "pounds": 12345678.0} for fte in (1.0, 2.0)]
    plan = made_plan(tmp_path, changes, work=weeks_of_work(), trials=table("trials", sizes))
    lines = [line.text for line in page(make_answer(plan), "outputs/made", width)]
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_weeks_are_headed_by_month_and_day(tmp_path: Path) -> None:
    weeks = {"period": {"first": "2019-04-01", "last": "2019-06-30", "step": "week"}}
    shown = text(make_answer(made_plan(tmp_path, weeks, work=weeks_of_work())), "outputs/made", 100)
    assert (
        "Plan: coverage, %        Apr                           May                     Jun\n"
        "week from                  1     8    15    22    29     6    13    20    27     3    10    17    24\n"
    ) in shown


def test_financial_years_are_headed_by_their_names(tmp_path: Path) -> None:
    firsts = [day.date() for day in pd.date_range("2019-04-01", periods=24, freq="MS")]
    rows = [
        {"plan": plan, "line": "visits", "team": "a", "tier": 2, "hours_per_case": 2.0, "period": f"{first:%Y-%m}",
         "period_first": first, "covered_hours": 10.0, "backlog_cases": 9.0,
         "financial_year": "2019/20" if first < date(2020, 4, 1) else "2020/21"}
        for plan in ("before", "after") for first in firsts
    ]  # fmt: skip
    shown = text(make_answer(made_plan(tmp_path, work=table("work", rows))), "outputs/made", 80)
    # Twenty-four months are more than fit, and eight windows of three are fewer than two of twelve.
    assert "Plan: coverage, %        Apr   Jul   Oct   Jan   Apr   Jul   Oct   Jan\n" in shown
    assert "three months from       2019  2019  2019  2020  2020  2020  2020  2021\n" in shown
    rows = [{**row, "period": f"{int(str(row['period'])[:4])}-04", "period_first": date(row["period_first"].year, 4, 1)}
            for row in rows if str(row["period"]).endswith("-04")]  # fmt: skip
    years = {"period": {"step": "year", "last": "2021-03"}}
    shown = text(make_answer(made_plan(tmp_path, years, work=table("work", rows))), "outputs/made", 80)
    assert "Plan: coverage, %       2019/20  2020/21\n" in shown


def test_several_teams_without_a_gap_share_a_line(tmp_path: Path) -> None:
    """Teams b and c are covered in every month; each alone would have a line of its own."""
    lines = {team: {**SCENARIO["demand"]["calls"], "team": team} for team in ("b", "c")}
    people = {"officer": {"approved_fte": 1, "strength_fte": 1}}
    more = {"teams": {team: {"title": f"Team {team}"} for team in lines}, "establishment": dict.fromkeys(lines, people)}
    calls = work()[lambda rows: rows["line"] == "calls"].assign(covered_hours=100.0, not_done_hours=0.0)
    without_gap = [calls.assign(team=team, line=team) for team in lines]
    plan = made_plan(tmp_path, {**more, "demand": lines}, work=pd.concat([work(), *without_gap]))
    assert (
        "Plan: coverage, %       Apr  May  Jun\n"
        "Team A                  100   90   82\n"
        "2 other teams           100  100  100\n"
        "All teams               100   95   90\n"
    ) in text(make_answer(plan), "outputs/made", 80)
    plan = made_plan(tmp_path, {**more, "demand": lines}, work=pd.concat([work(), without_gap[0]]))
    assert "\nTeam b                  100  100  100\n" in text(make_answer(plan), "outputs/made", 80)


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
