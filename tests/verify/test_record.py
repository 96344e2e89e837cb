"""The record of the run says of the plan what the plan says, and `verify --list` what no check sees."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from click.testing import CliRunner
from laws.solving import written
from tiny import BASE, merged

from planner import pipeline
from planner.cli.group import planner
from planner.reports.folder import write_plan
from planner.verify.record import RECORD
from planner.verify.verify import verify
from verify.mutations import UNSEEN, UNSEEN_TABLES
from verify.plans import ROOT

SHIPPED = ROOT / "outputs" / "2019"
BY_THE_CERTIFICATE = {"exchange", "levels.bound", "levels.proof_gap", "levels.proof"}
"""What no check of the tables alone sees, but that of the certificate does."""


@cache
def split() -> Path:
    """A plan in whole people of which some stay split."""
    folder = Path(mkdtemp())
    place = folder / "split.yaml"
    place.write_text(
        "format: 1\nname: split\ntitle: Split\nquestion: Who goes where?\n"
        f"extends: {ROOT / 'tests/verify/removal.yaml'}\nwhole_people: {{everywhere: true}}\n"
    )
    write_plan(pipeline.solve(place), folder / "plan")
    return folder / "plan"


def said(folder: Path) -> list[str]:
    return [f"{each.where} {each.column}".strip() for each in verify(folder).findings if each.check == RECORD]


def changed(folder: Path, tmp_path: Path, change: Callable[[Any], object]) -> list[str]:
    """What is said of a plan whose record has been changed."""
    shutil.copytree(folder, tmp_path / "plan")
    record = json.loads((tmp_path / "plan" / "run.json").read_text(encoding="utf-8"))
    change(record)
    (tmp_path / "plan" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return said(tmp_path / "plan")


def test_the_record_of_a_good_plan_holds(tmp_path: Path) -> None:
    tree = merged(BASE, {"marking": "OFFICIAL-SENSITIVE"})
    write_plan(pipeline.solve(written(tree, tmp_path)), tmp_path / "plan")
    assert [said(folder) for folder in (SHIPPED, split(), tmp_path / "plan")] == [[], [], []]


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"title": "Approved by the Chief Finance Officer"}, "title"),
    ({"marking": "SECRET"}, "marking"),
    ({"status": "infeasible"}, "status"),
    ({"after": {"status": "not_proved"}}, "plan=after status"),
    ({"after": {"columns": 1}}, "plan=after columns"),
    ({"after": {"rows": True}}, "plan=after rows"),
    ({"before": {"nonzeros": 1}}, "plan=before nonzeros"),
    ({"after": {"whole_gap": 0.5}}, "plan=after whole_gap"),
    ({"after": {"whole_gap": None}}, "plan=after whole_gap"),
    ({"after": {"furthest": "gap_tier_1"}}, "plan=after furthest"),
    ({"after": {"not_whole": ["a"]}}, "plan=after not_whole"),
    ({"after": {"not_whole": "a"}}, "plan=after not_whole"),
    ({"after": 1}, "plan=after columns"),
]


@pytest.mark.parametrize(("change", "named"), CHANGES)
def test_a_record_that_says_something_else_is_noticed(change: dict[str, Any], named: str, tmp_path: Path) -> None:
    def write(record: Any) -> None:
        for name, value in change.items():
            if isinstance(value, dict):
                record[name].update(value)
            else:
                record[name] = value

    assert named in changed(SHIPPED, tmp_path, write)


@pytest.mark.parametrize(
    ("name", "value"), [("whole_gap", 0.004), ("furthest", "cost"), ("not_whole", ["starts(steps_back,0)"])]
)
def test_what_is_not_proved_in_whole_people_is_as_the_levels_say(name: str, value: object, tmp_path: Path) -> None:
    found = changed(split(), tmp_path, lambda record: record["after"].update({name: value}))
    assert f"plan=after {name}" in found


def test_the_list_says_what_no_check_sees() -> None:
    listed = CliRunner().invoke(planner, ["verify", "--list"]).stdout.partition("NOT CHECKED")[2]
    unseen = {*UNSEEN_TABLES, *(".".join(cell) for cell in UNSEEN)} - BY_THE_CERTIFICATE
    assert {name for name in unseen if name not in listed} == set()
    assert "coefficients" in CliRunner().invoke(planner, ["verify", "--help"]).stdout
