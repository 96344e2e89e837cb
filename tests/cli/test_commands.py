"""Every command: what it prints, where, and the exit code it ends with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from scenario_files import BUSY, CONTRADICTION, write

from planner import __version__, pipeline
from planner.errors import OutOfTimeError
from planner.scenario.schema import json_schema
from planner.scenario.template import template

Run = Callable[..., Result]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# --- solve ---


def test_solve_writes_the_plan_and_prints_the_page(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    result = run("solve", "tiny.yaml")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Tiny ")
    assert "All 160 demand hours are covered, before action as under the plan.\n" in result.stdout
    assert result.stdout.endswith("Files: outputs/tiny (begin with summary.md)\n")
    assert result.stderr == ""
    assert names(here) == ["outputs", "tiny.yaml"]
    assert names(here / "outputs") == ["tiny"]
    assert {"run.json", "summary.md", "scenario.resolved.yaml", "csv-metadata.json", "work.csv"} <= set(
        names(here / "outputs/tiny")
    )


def test_the_resolved_scenario_gives_the_same_plan(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    run("solve", "tiny.yaml")
    again = run("solve", "outputs/tiny/scenario.resolved.yaml", "--out", "again")
    assert again.exit_code == 0
    for name in ("work.csv", "staffing.csv", "costs.csv", "assumptions.csv", "scenario.resolved.yaml"):
        assert (here / "again" / name).read_bytes() == (here / "outputs/tiny" / name).read_bytes(), name


def test_the_json_answer_stands_alone_on_stdout(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", BUSY)
    result = run("solve", "tiny.yaml", "--json", "--out", "plan")
    document = json.loads(result.stdout)
    assert document["schema"] == "planner-answer/1"
    assert document["folder"] == "plan"
    assert sorted(document["files"]) == names(here / "plan")
    # 50 calls of an hour in each of two months; two levels at least: gap and cost.
    assert document["force"]["gap_hours"]["after"] == pytest.approx(100.0)
    assert {"gap_tier_1", "cost"} <= {level["level"] for level in document["levels"]}


def test_quiet_prints_nothing_and_writes_all(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    result = run("solve", "tiny.yaml", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (here / "outputs/tiny/run.json").exists()


def test_a_gap_is_a_finding_and_a_failure_only_if_asked(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    write(here / "calm.yaml")
    assert run("solve", "busy.yaml").exit_code == 0
    assert run("solve", "busy.yaml", "--fail-on-gap").exit_code == 6
    assert (here / "outputs/busy/run.json").exists()
    assert run("solve", "calm.yaml", "--fail-on-gap").exit_code == 0


@pytest.mark.parametrize("name", ["model.lp", "model.mps"])
def test_the_linear_program_is_written_as_well(run: Run, here: Path, name: str) -> None:
    write(here / "tiny.yaml")
    assert run("solve", "tiny.yaml", "--write-lp", name).exit_code == 0
    assert "strength" in (here / name).read_text(encoding="utf-8")
    assert (here / "outputs/tiny/run.json").exists()


def test_a_program_has_one_of_two_endings(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    result = run("solve", "tiny.yaml", "--write-lp", "model.txt")
    assert result.exit_code == 2
    assert "model.txt ends neither in .lp nor in .mps." in result.stderr
    assert names(here) == ["tiny.yaml"]


def test_a_plan_that_is_not_proved_is_written_and_ends_with_5(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "tiny.yaml", BUSY)
    solve = pipeline.solve

    def cut_short(*arguments: Any, **options: Any) -> Any:
        plan = solve(*arguments, **options)
        return replace(plan, after=replace(plan.after, status="not_proved"))

    monkeypatch.setattr(pipeline, "solve", cut_short)
    result = run("solve", "tiny.yaml", "--fail-on-gap")
    assert result.exit_code == 5
    assert "the search ended before every level was proved" in " ".join(result.stdout.split())
    assert json.loads((here / "outputs/tiny/run.json").read_text(encoding="utf-8"))["status"] == "not_proved"


def test_the_time_limit_reaches_the_solver(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    assert run("solve", "tiny.yaml", "--time-limit", "0.000001").exit_code == 5


def test_no_plan_within_the_time_ends_with_5_and_leaves_nothing(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "tiny.yaml")
    failing_with(monkeypatch, OutOfTimeError("There was no plan within 1 second."))
    result = run("solve", "tiny.yaml", "--time-limit", "1")
    assert (result.exit_code, result.stdout, result.stderr) == (5, "", "There was no plan within 1 second.\n")
    assert names(here) == ["tiny.yaml"]


def test_problems_are_shown_with_their_place_and_nothing_is_written(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", {"demand": {"calls": {"team": "b"}}})
    result = run("solve", "tiny.yaml")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "tiny.yaml:" in result.stderr
    assert "^" in result.stderr
    assert result.stderr.endswith("1 problem; nothing was solved.\n")
    assert names(here) == ["tiny.yaml"]


def test_a_contradiction_names_each_rule_its_place_and_what_to_do(run: Run, here: Path) -> None:
    file = write(here / "tiny.yaml", CONTRADICTION)
    line = 1 + next(
        number for number, text in enumerate(file.read_text().splitlines()) if text.strip().startswith("two:")
    )
    result = run("solve", "tiny.yaml")
    assert result.exit_code == 4
    assert result.stderr.startswith("The rules of this scenario contradict each other, so there is no plan.")
    assert f"tiny.yaml:{line}:5  structure.minimum_strength.two\n    | two:\n" in result.stderr
    change = f"structure.minimum_strength.two.fte: 2 -> 1 FTE (tiny.yaml:{line + 4}), policy, operations"
    assert f"1. {change}; 1 FTE (50 %) less" in " ".join(result.stderr.split())
    assert result.stderr.endswith("Files: outputs/tiny (begin with explanation.md)\n")


EXPLANATION = ["explanation.md", "repair-1.yaml", "run.json", "scenario.resolved.yaml"]


def test_a_contradiction_takes_the_place_of_the_plan_and_a_plan_that_of_the_contradiction(run: Run, here: Path) -> None:
    # The folder is the answer to the scenario: an old plan beside rules that contradict each other would mislead.
    write(here / "tiny.yaml")
    run("solve", "tiny.yaml")
    plan = names(here / "outputs/tiny")
    write(here / "tiny.yaml", CONTRADICTION)
    assert run("solve", "tiny.yaml").exit_code == 4
    assert names(here / "outputs/tiny") == EXPLANATION
    write(here / "tiny.yaml")
    assert run("solve", "tiny.yaml").exit_code == 0
    assert names(here / "outputs/tiny") == plan


def test_each_repair_is_a_scenario_that_can_be_solved(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", CONTRADICTION)
    run("solve", "tiny.yaml")
    assert (here / "outputs/tiny/repair-1.yaml").read_text() == (
        """\
# Repair 1 of tiny.yaml, whose rules contradict each other. What it changes:
#   structure.minimum_strength.two.fte: 2 -> 1 FTE (tiny.yaml:56), policy, operations; 1 FTE (50 %) less

format: 1
name: tiny_repair_1
title: Tiny (repair 1)
extends: scenario.resolved.yaml
structure:
  minimum_strength:
    two:
      fte: {value: 1, basis: decision, note: 'Instead of 2, so that the rules do not contradict each other.'}
"""
    )
    assert run("solve", "outputs/tiny/repair-1.yaml", "--out", "outputs/tiny-repair-1").exit_code == 0


def test_the_old_plan_stands_when_a_scenario_has_problems(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    run("solve", "tiny.yaml")
    before = {each.name: each.read_bytes() for each in (here / "outputs/tiny").iterdir()}
    write(here / "tiny.yaml", {"format": 2})
    assert run("solve", "tiny.yaml").exit_code == 3
    assert {each.name: each.read_bytes() for each in (here / "outputs/tiny").iterdir()} == before


@pytest.mark.parametrize("command", ["solve", "check"])
def test_a_file_that_cannot_be_read_is_named(run: Run, here: Path, command: str) -> None:
    (here / "folder").mkdir()
    for file in ("none.yaml", "folder"):
        result = run(command, file)
        assert result.exit_code == 2
        assert file in result.stderr
        assert "Traceback" not in result.stderr
    assert names(here) == ["folder"]


def test_a_folder_that_holds_something_else_is_refused_before_solving(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "tiny.yaml")
    (here / "thesis").mkdir()
    (here / "thesis/thesis.docx").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(pipeline, "solve", lambda *_, **__: pytest.fail("solved first"))
    result = run("solve", "tiny.yaml", "--out", "thesis")
    assert result.exit_code == 2
    assert "thesis holds files but no plan" in result.stderr
    assert names(here / "thesis") == ["thesis.docx"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("solve",),
        ("solve", "tiny.yaml", "--nonsense"),
        ("solve", "tiny.yaml", "--time-limit", "-3"),
        ("solve", "tiny.yaml", "--time-limit", "nan"),
        ("check",),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, here: Path, arguments: tuple[str, ...]) -> None:
    write(here / "tiny.yaml")
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
    assert names(here) == ["tiny.yaml"]


def test_a_solver_that_is_not_there_is_said(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    result = run("solve", "tiny.yaml", "--solver", "NO_SUCH_SOLVER")
    assert result.exit_code == 2
    assert "NO_SUCH_SOLVER" in result.stderr
    assert names(here) == ["tiny.yaml"]


def failing_with(monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr(pipeline, "solve", fail)


def test_a_defect_is_apologised_for_without_a_traceback(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "tiny.yaml")
    failing_with(monkeypatch, KeyError("lost"))
    result = run("solve", "tiny.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith("Sorry, planner failed where it should not have: KeyError: 'lost'\n")
    assert "PLANNER_TRACEBACK" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("PLANNER_TRACEBACK", "1")
    assert "Traceback" in run("solve", "tiny.yaml").stderr
    assert names(here) == ["tiny.yaml"]


def test_too_little_memory_is_said(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "tiny.yaml")
    failing_with(monkeypatch, MemoryError())
    result = run("solve", "tiny.yaml")
    assert result.exit_code == 1
    assert result.stderr == "There is not enough memory for this scenario. Plan fewer periods, or longer ones.\n"


def test_an_interrupt_ends_with_130_and_leaves_nothing(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "tiny.yaml")
    failing_with(monkeypatch, KeyboardInterrupt())
    result = run("solve", "tiny.yaml")
    assert result.exit_code == 130
    assert result.stderr == "Interrupted; nothing was written.\n"
    assert names(here) == ["tiny.yaml"]


def test_an_interrupt_after_something_was_written_does_not_claim_otherwise(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "tiny.yaml")
    failing_with(monkeypatch, KeyboardInterrupt())
    result = run("solve", "tiny.yaml", "--write-lp", "model.lp")
    assert result.stderr == "Interrupted; model.lp had been written.\n"
    assert names(here) == ["model.lp", "tiny.yaml"]


# --- check, new, schema ---


def test_check_says_what_a_good_scenario_holds(run: Run, here: Path) -> None:
    write(here / "tiny.yaml")
    result = run("check", "tiny.yaml")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "tiny.yaml has no problems: 1 team, 1 role, 1 demand line and 2 months, April 2019 to May 2019."
    )
    assert names(here) == ["tiny.yaml"]


def test_check_shows_warnings_and_ends_with_0(run: Run, here: Path) -> None:
    leaving = {"leavers": {"officer": {"rate": {"value": 0.1, "per": "year"}}}}
    write(
        here / "tiny.yaml",
        {"supply": leaving, "establishment": {"a": {"officer": {"approved_fte": 5, "strength_fte": 5}}}},
    )
    result = run("check", "tiny.yaml")
    assert result.exit_code == 0
    assert "warning" in result.stdout
    assert "tiny.yaml:" in result.stdout


def test_check_shows_every_problem_and_ends_with_3(run: Run, here: Path) -> None:
    write(here / "tiny.yaml", {"demand": {"calls": {"team": "b", "tier": "x", "statutory": "yes"}}})
    result = run("check", "tiny.yaml")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "2 problems; nothing was solved." in result.stderr


def test_new_writes_a_scenario_that_has_no_problems(run: Run, here: Path) -> None:
    result = run("new", "mine.yaml")
    assert result.exit_code == 0
    assert result.stdout == (
        "mine.yaml is written. Change it, then: planner solve mine.yaml\n"
        "Its first line names scenario.schema.json, by which editors complete and check it; write that beside it with:"
        " planner schema > scenario.schema.json\n"
    )
    checked = run("check", "mine.yaml")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("mine.yaml has no problems")
    assert run("new").exit_code == 0
    assert (here / "scenario.yaml").read_text(encoding="utf-8") == template()


def test_new_overwrites_only_if_told_to(run: Run, here: Path) -> None:
    (here / "mine.yaml").write_text("mine", encoding="utf-8")
    result = run("new", "mine.yaml")
    assert result.exit_code == 2
    assert (
        result.stderr
        == "mine.yaml is there already and was left alone. Name another file, or use --force to overwrite it.\n"
    )
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "mine"
    assert run("new", "mine.yaml", "--force").exit_code == 0
    assert (here / "mine.yaml").read_text(encoding="utf-8") == template()


def test_new_prints_to_stdout(run: Run, here: Path) -> None:
    assert run("new", "-").stdout == template()
    assert names(here) == []


def test_new_into_no_folder_is_said(run: Run) -> None:
    result = run("new", "none/mine.yaml")
    assert result.exit_code == 2
    assert result.stderr == "none/mine.yaml: no such file or directory.\n"


def test_schema_prints_the_schema(run: Run) -> None:
    assert json.loads(run("schema").stdout) == json_schema()


def test_the_template_names_the_schema_that_the_help_names(run: Run) -> None:
    modeline = "# yaml-language-server: $schema=scenario.schema.json"
    assert modeline in template().splitlines()
    assert modeline in run("schema", "--help").stdout
    assert isinstance(yaml.safe_load(template()), dict)


def test_the_version(run: Run) -> None:
    assert run("--version").stdout == f"planner, version {__version__}\n"
