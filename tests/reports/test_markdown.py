"""The summary as Markdown."""

from __future__ import annotations

from pathlib import Path

from made_plan import made_plan

from planner.reports.answer import make_answer
from planner.reports.markdown import markdown

REASON = "no hours to spare: detective constable; overtime at the most allowed"


def test_the_summary_says_what_the_page_says(tmp_path: Path) -> None:
    text = markdown(make_answer(made_plan(tmp_path)), ["run.json", "work.csv"])
    assert text.startswith(
        "# Made by hand\n\n**OFFICIAL** · April 2019 to June 2019 · from `made.yaml`\n\n"
        "*Is every figure where it belongs?*\n\n"
        "Before action 80.4 % of the demand hours are covered, with a gap of 110 hours (0.4 FTE);"
        " under the plan 93.1 %, with a gap of 40 hours (0.1 FTE).\n"
    )
    for line in (
        "| Team A | 80.4 % | 93.1 % | 110 | 40 | 0.1 | 85.7 % |",
        "| Team A | 100 % | 90 % | 82 % |",
        "| Cases waiting, under the plan | 10 | 20 | 30 |",
        f"| Visits | Team A | 2 | 80 | 40 | 69.2 % | 85.7 % | 20 | 0 | 0 | {REASON} |",
        "| Team A | 4.0 | 3.0 | 2.8 | 3.4 | 0.0 |",
        "Hours waiting: 0 at first; at the end 60 (40 overdue), before action 120 (80).",
        "- Join: 0.6 FTE detective constable, to Team A, Apr–May",
        "| Team A | under the plan | 3.0 | 0.6 | 0.0 | 0.0 | 0.0 | 3.4 | 4.0 | 0.0 |",
        "| pay | £9,000 | £10,100 | £1,100 |",
        "| Response | 0 | 0 | 0 | 120 | 120 |",
        "- **Displaced, not saved**: Response 120 hours (0.3 FTE)",
        "- **Estimates**: the number of cases is one for 25 % of the demand hours, the hours per case for 50 %",
        "- `work.csv`: Demand, work and backlog of each line in each period",
        "- `run.json`: Versions, proof, hashes and times",
    ):
        assert line in text.splitlines()
    assert text.endswith("\n")


def test_every_row_of_a_table_has_as_many_cells_as_its_head(tmp_path: Path) -> None:
    awkward = {"title": "A | B", "teams": {"a": {"title": "Team | *A*"}}}
    text = markdown(make_answer(made_plan(tmp_path, awkward)), [])
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    assert len(blocks) == 7
    for head, *rows in blocks:
        cells = [row.replace("\\|", "").count("|") for row in rows]
        assert set(cells) == {head.count("|")}
    assert "# A \\| B\n" in text
    assert "| Team \\| \\*A\\* | 80.4 %" in text
