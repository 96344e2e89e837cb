"""What-ifs on the command line: asked, told on the page, checked, and never written over the plan."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from scenario_files import BUSY, write

Run = Callable[..., Result]
CASES = "demand.calls.arrivals.cases"
VARIANTS = {
    **BUSY,
    "variants": {
        "quiet": {"title": "Half the calls", "description": "As before the campaign.", "times": {CASES: 0.5}},
        "no_roles": {"title": "Nobody can do it", "set": {"demand.calls.tasks.answer.roles": {"nobody": 1}}},
    },
}


def overrides(folder: Path) -> list[dict[str, str]]:
    with (folder / "overrides.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_what_if_has_a_folder_of_its_own_and_is_told(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    assert run("solve", "tiny.yaml").exit_code == 0
    base = (here / "outputs/tiny/coverage.csv").read_bytes()
    result = run("solve", "tiny.yaml", "--set", f"{CASES}*=0.5")
    assert result.exit_code == 0, result.stderr
    said = f"What if: {CASES}: 150 per month -> 75 per month (command line)"
    assert said in " ".join(result.stdout.split())
    assert "All 150 demand hours are covered" in result.stdout
    assert (here / "outputs/tiny/coverage.csv").read_bytes() == base
    assert overrides(here / "outputs/tiny-what-if") == [
        {"path": CASES, "was": "150 per month", "now": "75 per month", "origin": "command line", "what_if": "true"}
    ]
    assert not (here / "outputs/tiny/overrides.csv").exists()


@pytest.mark.parametrize("asked", [("tiny.yaml#quiet",), ("tiny.yaml", "--variant", "quiet")])
def test_a_variant_is_solved_by_its_name(run: Run, here: Path, asked: tuple[str, ...]) -> None:
    write(here / "tiny.yaml", VARIANTS)
    result = run("solve", *asked)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith("Files: outputs/tiny-quiet (begin with summary.md)\n")
    assert [row["origin"] for row in overrides(here / "outputs/tiny-quiet")] == ["variant quiet"]
    summary = (here / "outputs/tiny-quiet/summary.md").read_text(encoding="utf-8")
    assert "## What if" in summary


def test_the_plan_of_a_what_if_is_checked_like_any_other(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    run("solve", "tiny.yaml", "--set", f"{CASES}*=0.5", "--set", "demand.calls.arrivals.growth-=0.02")
    passed = run("verify", "outputs/tiny-what-if")
    assert passed.exit_code == 0, passed.stdout


def test_an_override_that_does_not_stand_in_the_scenario_is_found(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    run("solve", "tiny.yaml", "--set", f"{CASES}*=0.5")
    table = here / "outputs/tiny-what-if/overrides.csv"
    table.write_text(table.read_text().replace("75 per", "70 per"), encoding="utf-8")
    failed = run("verify", "outputs/tiny-what-if")
    assert failed.exit_code == 6
    assert "70 per month, should be 75 per month" in failed.stdout.replace("“", "").replace("”", "")


def test_a_mistyped_path_solves_nothing_and_offers_the_nearest(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    result = run("solve", "tiny.yaml", "--set", "demand.cals.arrivals.cases=3", "--set", "demand.calls.tier=none")
    assert result.exit_code == 3
    assert 'There is no "cals" here. Did you mean "calls"?' in result.stderr
    assert "2 problems" in result.stderr
    assert not (here / "outputs").exists()


def test_a_what_if_that_is_none_is_wrong_usage(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    result = run("solve", "tiny.yaml", "--set", "budget")
    assert result.exit_code == 2
    assert "PATH=VALUE" in result.stderr


def test_a_what_if_can_be_checked_and_explained(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    assert run("check", "tiny.yaml", "--set", f"{CASES}=10").exit_code == 0
    assert run("check", "tiny.yaml", "--set", f"{CASES}=-10").exit_code == 3
    half = run("explain", "tiny.yaml", "--set", f"{CASES}*=0.5", "--json")
    assert half.exit_code == 0, half.stderr
    assert json.loads(half.stdout) != json.loads(run("explain", "tiny.yaml", "--json").stdout)


def test_variants_are_listed_with_what_they_change_and_what_is_wrong_with_them(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", VARIANTS)
    (here / "child.yaml").write_text("extends: tiny.yaml\nname: child\nvariants: null\ndemand: {calls: {tier: 2}}\n")
    (here / "other.yaml").write_text("extends: elsewhere.yaml\n")
    result = run("variants", "tiny.yaml")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        "tiny.yaml#quiet\n  Half the calls\n  As before the campaign.\n"
        f"  - {CASES}: 150 per month -> 75 per month\n\n"
        "tiny.yaml#no_roles\n  Nobody can do it\n"
        "  ! It has 1 problem: planner check tiny.yaml#no_roles\n\n"
        "child.yaml\n  Tiny\n  What can be solved in the head?\n  - demand.calls.tier: 1 -> 2\n\n"
        "To solve one: planner solve tiny.yaml#quiet\n"
    )
    listed = json.loads(run("variants", "tiny.yaml", "--json").stdout)["variants"]
    assert [each["source"] for each in listed] == ["tiny.yaml#quiet", "tiny.yaml#no_roles", "child.yaml"]
    assert run("check", "tiny.yaml#no_roles").exit_code == 3


def test_a_scenario_without_variants_says_how_to_keep_some(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    assert "keeps no variants" in run("variants", "tiny.yaml").stdout


def test_compare_prints_and_writes_the_plans_side_by_side(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", VARIANTS)
    run("solve", "tiny.yaml")
    result = run("compare", "outputs/tiny", "tiny.yaml#quiet", "--out", "side.md")
    assert result.exit_code == 0, result.stderr
    assert "tiny-quiet beside tiny: 100 fewer hours of gap and the same cost." in " ".join(result.stdout.split())
    assert (here / "side.md").read_text(encoding="utf-8").startswith("# tiny and tiny-quiet side by side\n")
    document = json.loads(run("compare", "tiny.yaml", "tiny.yaml#quiet", "--json").stdout)
    assert document["schema"] == "planner-comparison/1"
    assert [row["gap_hours"] for row in document["bridge"]] == [100, -100, 0, 0]


def test_compare_needs_two_plans(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    assert run("compare", "tiny.yaml").exit_code == 2
    assert run("compare", "tiny.yaml", "nowhere.yaml").exit_code == 2
