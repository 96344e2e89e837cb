"""`planner alternatives`: what it prints and writes, and the exit code it ends with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from click.testing import Result
from scenario_files import BUSY, CONTRADICTION, write
from tiny import merged

Run = Callable[..., Result]

WITH_A_WAY = merged(
    BUSY,
    {
        "establishment": {"a": {"officer": {"approved_fte": 3}}},
        "supply": {
            "recruitment": {"intake": {"team": "a", "role": "officer", "per_intake_fte": 1, "intakes": ["2019-04"]}}
        },
    },
)
FILES = {"alternatives.csv", "alternatives.json", "alternatives.md", "csv-metadata.json", "scenario.resolved.yaml"}


def test_the_folder_holds_page_table_and_record_and_is_the_same_each_time(run: Run, here: Path) -> None:
    write(here / "busy.yaml", WITH_A_WAY)
    result = run("alternatives", "busy.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "In every good plan: join: officer, Team A (at least 0.5 FTE)." in " ".join(result.stdout.split())
    assert max(map(len, result.stdout.splitlines())) <= 100
    folder = here / "outputs/busy-alternatives"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == FILES
    assert run("alternatives", "busy.yaml", "--quiet").stdout == ""
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    table = pd.read_csv(folder / "alternatives.csv", keep_default_na=False)
    assert table["way"].tolist() == ["intake"]
    assert first["alternatives.md"].decode().startswith("# Tiny: plans that are nearly as good as the best\n")


def test_the_result_is_there_for_programs(run: Run, here: Path) -> None:
    write(here / "busy.yaml", WITH_A_WAY)
    document = json.loads(run("alternatives", "busy.yaml", "--loss", "0.02", "--json").stdout)
    assert (document["schema"], document["people"], document["loss"]) == ("planner-alternatives/1", "remade", 0.02)
    (way,) = document["ways"]
    assert (way["way"], way["needed"], way["best_fte"]) == ("intake", True, 0.5)
    assert [each["level"] for each in document["priorities"]][:2] == ["gap_tier_1", "evenness_tier_1"]


def test_a_plan_s_folder_can_be_asked_and_be_what_to_be_close_to(run: Run, here: Path) -> None:
    write(here / "busy.yaml", WITH_A_WAY)
    run("solve", "busy.yaml")
    result = run("alternatives", "outputs/busy", "--from", "outputs/busy", "--json")
    document = json.loads(result.stdout)
    assert document["folder"] == "outputs/busy-alternatives"
    assert document["close_to"] == "the plan of busy"
    assert document["best"]["distance_fte"] == 0


def test_nothing_is_written_where_there_is_no_plan(run: Run, here: Path) -> None:
    write(here / "clash.yaml", CONTRADICTION)
    assert run("alternatives", "clash.yaml").exit_code == 4
    assert not (here / "outputs").exists()
    write(here / "busy.yaml", WITH_A_WAY)
    folder = here / "outputs/busy-alternatives"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    result = run("alternatives", "busy.yaml")
    assert result.exit_code == 2
    assert "holds files but no set of alternatives" in " ".join(result.stderr.split())
