"""`planner stress`: what it prints and writes, and the exit code it ends with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from click.testing import Result
from scenario_files import CONTRADICTION, write

Run = Callable[..., Result]

UNCERTAIN = {
    "demand": {
        "calls": {
            "arrivals": {"cases": {"value": 105, "per": "month", "range": [90, 130]}},
            "start_within": "0 days",
        }
    },
    "hours": {"full": {"contracted": {"value": 100, "per": "month", "range": [95, 110]}}},
}
"""105 hours of calls that cannot wait, for 100 hours of work: 5 a month are not done, for two months."""


def test_the_screen_says_between_what_the_gap_lies_and_on_what_it_depends(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", UNCERTAIN)
    result = run("stress", "tiny.yaml", "--samples", "10")
    assert (result.exit_code, result.stderr) == (0, "")
    said = " ".join(result.stdout.split())
    # 130 calls for 95 hours leave 35 a month; 130 for 100 leave 30; 105 for 95 leave 10.
    assert (
        "With its people held and demand and hours at the ends of their stated ranges, the gap is between 0 and 70"
        " hours (10 as planned); in eight of ten of 10 samples it is between "
    ) in said
    assert "That gap depends most on arrivals of Calls (0 to 60 hours) and contracted hours of full (0 to 20" in said
    assert "0 at 90 " in said
    assert " 60 at 130" in said
    assert "20 at 95" in said
    assert "10 samples drawn from seed 1" in said
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_the_folder_is_the_plan_s_with_one_table_more_and_stands_its_check(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", UNCERTAIN)
    run("solve", "tiny.yaml")
    plain = {path.name: path.read_bytes() for path in (here / "outputs/tiny").iterdir()}
    assert run("stress", "tiny.yaml", "--samples", "5").exit_code == 0
    tried = {path.name: path.read_bytes() for path in (here / "outputs/tiny").iterdir()}
    assert set(tried) - set(plain) == {"stress.csv"}
    changed = {name for name in plain if plain[name] != tried[name]}
    assert changed == {"summary.md", "csv-metadata.json", "run.json"}
    verified = run("verify", "outputs/tiny")
    assert verified.exit_code == 0, verified.stdout
    assert run("solve", "tiny.yaml").exit_code == 0
    again = {path.name: path.read_bytes() for path in (here / "outputs/tiny").iterdir()}
    assert {name for name in again if again[name] != plain[name]} <= {"run.json"}
    assert set(again) == set(plain)


def test_a_plan_s_folder_is_stressed_in_its_place(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", UNCERTAIN)
    run("stress", "tiny.yaml", "--samples", "4")
    table = (here / "outputs/tiny/stress.csv").read_bytes()
    run("solve", "tiny.yaml")
    assert run("stress", "outputs/tiny", "--samples", "4").exit_code == 0
    assert (here / "outputs/tiny/stress.csv").read_bytes() == table
    assert run("stress", "outputs/tiny", "--samples", "4", "--seed", "2", "--out", "other").exit_code == 0
    assert (here / "other/stress.csv").read_bytes() != table
    assert run("verify", "other").exit_code == 0


def test_the_result_is_there_for_programs(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", UNCERTAIN)
    result = run("stress", "tiny.yaml", "--samples", "3", "--json")
    document = json.loads(result.stdout)
    assert (document["schema"], document["people"], document["samples"]) == ("planner-stress/1", "held", 3)
    assert (document["least_gap_hours"], document["central_gap_hours"], document["most_gap_hours"]) == (0, 10, 70)
    assert [driver["swing_hours"] for driver in document["drivers"]] == [60, 20]
    assert "stress.csv" in document["files"]
    table = pd.read_csv(here / "outputs/tiny/stress.csv")
    assert len(table[table["case"] == "sample"]) == 3 * 3  # the force, one team, one tier


def test_without_samples_there_are_no_percentiles(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", UNCERTAIN)
    result = run("stress", "tiny.yaml", "--samples", "0")
    assert result.exit_code == 0
    assert "eight of ten" not in result.stdout
    assert run("verify", "outputs/tiny").exit_code == 0


def test_nothing_is_written_where_there_is_nothing_to_vary_or_no_plan(run: Run, here: Path) -> None:
    write(here / "plain.yaml")
    result = run("stress", "plain.yaml")
    assert result.exit_code == 2
    assert "plain.yaml states no range of any number under demand or hours" in " ".join(result.stderr.split())
    write(here / "clash.yaml", {**CONTRADICTION, **UNCERTAIN})
    assert run("stress", "clash.yaml").exit_code == 4
    assert not (here / "outputs").exists()


def test_a_what_if_is_stressed_in_a_folder_of_its_own(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", UNCERTAIN)
    result = run("stress", "tiny.yaml", "--samples", "2", "--set", "establishment.a.officer.strength_fte=2", "--json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    # Two officers have 200 hours, which are enough at every end.
    assert (document["folder"], document["most_gap_hours"]) == ("outputs/tiny-what-if", 0)
    assert run("verify", "outputs/tiny-what-if").exit_code == 0
