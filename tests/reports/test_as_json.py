"""The answer for programs."""

from __future__ import annotations

import json
from pathlib import Path

from made_plan import made_plan, table

from planner.reports.answer import make_answer
from planner.reports.as_json import as_json

KEYS = [
    "schema", "planner", "name", "scenario_file", "marking", "title", "question", "span", "sentences", "force", "teams",
    "tiers", "posts", "people", "courses", "trend", "gaps", "worse", "longer_waits", "actions", "placings", "steps",
    "lendings",
    "still_to_join", "fewer_joiners", "team_flows", "spare", "elsewhere", "years", "kinds_of_cost", "reconciliation",
    "led", "removed_ranks", "group_courses", "structure", "officers", "officers_matter", "initiatives", "requirements",
    "rounding", "closed_undone", "breaches", "trials", "stressed", "confidence", "what_ifs", "levels", "exchange",
    "folder", "files",
]  # fmt: skip


def test_the_document_has_a_schema_and_these_keys(tmp_path: Path) -> None:
    plan = made_plan(tmp_path)
    document = json.loads(as_json(make_answer(plan), plan, "outputs/made", ["work.csv"]))
    assert document["schema"] == "planner-answer/1"
    assert list(document) == KEYS
    assert document["force"]["gap_hours"] == {"before": 110.0, "after": 40.0}
    assert document["gaps"][0]["reason"]["scarce_roles"] == ["officer"]
    assert document["placings"][0]["begins"] == "2019-04-01"
    assert document["levels"][0]["level"] == "gap_tier_1"
    assert document["folder"] == "outputs/made"
    assert document["files"] == ["work.csv"]


def test_a_number_that_is_none_is_null(tmp_path: Path) -> None:
    levels = table(
        "levels", [{"plan": "after", "order": 1, "level": "cost", "best": float("nan"), "held": float("inf")}]
    )
    plan = made_plan(tmp_path, levels=levels)
    level = json.loads(as_json(make_answer(plan), plan, "", []))["levels"][0]
    assert level["best"] is None
    assert level["held"] is None


def test_texts_keep_their_signs(tmp_path: Path) -> None:
    plan = made_plan(tmp_path, {"title": "Ein „Plan“ für £1"})
    assert '"title": "Ein „Plan“ für £1"' in as_json(make_answer(plan), plan, "", [])
