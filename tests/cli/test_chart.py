"""`planner chart`: what it writes and prints, and the exit code it ends with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from scenario_files import BUSY, CONTRADICTION, write

from planner.charts import CHARTS

Run = Callable[..., Result]

DRAWN = ["coverage", "over_time", "posts"]
"""The tiny scenario has neither flows of people nor supervision."""
CASES = "demand.calls.arrivals.cases.value"
FILES = ["charts.md", *sorted(f"{name}.{kind}" for name in DRAWN for kind in ("svg", "png"))]


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_charts_of_a_scenario_are_written_and_listed(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("chart", "busy.yaml")
    assert result.exit_code == 0, result.stderr
    # 150 hours a month for 100 hours of work.
    assert result.stdout == (
        "Tiny\n"
        "- Team A falls to 67 % in April and May (coverage)\n"
        "- The backlog stays at 0 hours; demand exceeds capacity in every month (over_time)\n"
        "- 1.0 FTE in post at the end for 1.0 posts, as many as at the opening (posts)\n"
        "Nothing to show: flows, span_of_control\n"
        "Files: outputs/busy-charts (begin with charts.md; each chart is there as .svg and .png)\n"
    )
    assert names_in(here / "outputs/busy-charts") == FILES


def test_a_plan_s_folder_has_the_charts_of_its_scenario(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    run("chart", "busy.yaml", "--out", "one")
    result = run("chart", "outputs/busy")
    assert result.exit_code == 0, result.stderr
    for name in FILES:
        assert (here / "outputs/busy-charts" / name).read_bytes() == (here / "one" / name).read_bytes(), name


def test_only_the_charts_asked_for_are_written(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    assert run("chart", "busy.yaml", "--only", "posts", "--out", "one").exit_code == 0
    assert names_in(here / "one") == ["charts.md", "posts.png", "posts.svg"]


def test_where_there_is_nothing_to_draw_nothing_is_written(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("chart", "busy.yaml", "--only", "flows")
    assert (result.exit_code, result.stdout) == (0, "Tiny\nNothing to show: flows\n")
    assert not (here / "outputs").exists()


def test_programs_get_what_each_chart_says(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    document = json.loads(run("chart", "busy.yaml", "--json", "--only", "coverage", "--out", "one").stdout)
    assert document["schema"] == "planner-charts/1"
    (chart,) = document["charts"]
    assert chart["title"] == "Team A falls to 67 % in April and May"
    assert chart["text"] in (here / "one/charts.md").read_text(encoding="utf-8")
    assert all((here / document["folder"] / file).exists() for file in chart["files"])


def test_a_what_if_is_drawn_into_a_folder_of_its_own(run: Run, here: Path) -> None:
    write(here / "busy.yaml", {**BUSY, "variants": {"calm": {"title": "Calm", "set": {CASES: 100}}}})
    drawn = {
        "busy-calm": run("chart", "busy.yaml", "--variant", "calm", "--only", "coverage"),
        "busy-what-if": run("chart", "busy.yaml", "--set", f"{CASES}=100", "--only", "coverage"),
    }
    assert "The plan covers all work" in run("chart", "busy.yaml#calm", "--only", "coverage").stdout
    for name, result in drawn.items():
        assert result.exit_code == 0, result.stderr
        title = "What if: The plan covers all work of every team in every month"
        assert f"- {title} (coverage)\n" in result.stdout
        assert f">{title}</title>" in (here / f"outputs/{name}-charts/coverage.svg").read_text(encoding="utf-8")
        said = "What if: demand.calls.arrivals.cases: 150 per month -> 100 per month"
        assert said in result.stdout
        assert f"- {said}" in (here / f"outputs/{name}-charts/charts.md").read_text(encoding="utf-8")
    assert len(list((here / "outputs").iterdir())) == 2


def test_an_unknown_chart_is_refused_before_anything_is_solved(run: Run) -> None:
    result = run("chart", "not-there.yaml", "--only", "map")
    assert result.exit_code == 2
    assert result.stderr == f'There is no chart "map". Charts: {", ".join(CHARTS)}.\n'


def test_the_help_lists_every_chart(run: Run) -> None:
    listed = run("chart", "--help").stdout.split("Charts:")[1].splitlines()
    assert [line.split()[0] for line in listed if line.strip()] == list(CHARTS)


def test_charts_do_not_go_into_a_plan_s_folder(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    before = names_in(here / "outputs/busy")
    result = run("chart", "busy.yaml", "--out", "outputs/busy")
    assert result.exit_code == 2
    assert result.stderr == (
        "outputs/busy is a plan's folder, and holds nothing else. Use --out to name another one.\n"
    )
    assert names_in(here / "outputs/busy") == before


@pytest.mark.parametrize("file", ["work.csv", "scenario.resolved.yaml"])
def test_a_plan_that_was_changed_is_not_drawn(run: Run, here: Path, file: str) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    with (here / "outputs/busy" / file).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    result = run("chart", "outputs/busy")
    assert result.exit_code == 2
    assert f"outputs/busy is not as it was written: {file} changed or missing" in result.stderr


def test_a_folder_that_tells_of_another_plan_is_not_drawn(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    table, record = here / "outputs/busy/coverage.csv", here / "outputs/busy/run.json"
    old = hashlib.sha256(table.read_bytes()).hexdigest()
    table.write_text(table.read_text(encoding="utf-8").replace(",100,", ",90,"), encoding="utf-8")
    new = hashlib.sha256(table.read_bytes()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    result = run("chart", "outputs/busy")
    assert result.exit_code == 2
    assert result.stderr == (
        "outputs/busy tells of a gap of 90 hours; the plan that its scenario gives has 100, so the charts would be of"
        " another plan. planner verify says what is wrong with the folder.\n"
    )


def test_rules_that_contradict_each_other_leave_nothing_to_draw(run: Run, here: Path) -> None:
    write(here / "no.yaml", CONTRADICTION)
    assert run("chart", "no.yaml").exit_code == 4
    assert not (here / "outputs").exists()
