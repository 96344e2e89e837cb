"""`planner explain`: what it prints, and the exit code it ends with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from scenario_files import BUSY, CONTRADICTION, write

import planner
from planner.reports.change_titles import TITLES
from planner.whatif import units

Run = Callable[..., Result]


def test_a_plan_is_explained_from_its_folder_as_from_its_scenario(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    result = run("explain", "outputs/busy")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == run("explain", "busy.yaml").stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    # 50 calls of an hour are not done in each of two months.
    assert "Gap 1: Calls (Team A, harm tier 1), 100 hours\n" in result.stdout
    assert (
        "- Officer: no hour to spare in 2 of the 2 periods with a gap; 1.0 people for 1.0 posts at the end,\n"
        "  every post filled. On this line then: 200 hours.\n"
    ) in result.stdout
    assert "No priority moves with: one more post for officer in Team A.\n" in result.stdout


def test_a_folder_that_tells_of_another_plan_is_said_to(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    table, record = here / "outputs/busy/coverage.csv", here / "outputs/busy/run.json"
    old = hashlib.sha256(table.read_bytes()).hexdigest()
    table.write_text(table.read_text(encoding="utf-8").replace(",100,", ",90,"), encoding="utf-8")
    new = hashlib.sha256(table.read_bytes()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    result = run("explain", "outputs/busy")
    assert result.exit_code == 0
    assert "The folder tells of a gap of 90 hours; the plan that its scenario gives has 100." in result.stdout


def test_the_explanation_is_there_for_programs_and_as_markdown(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("explain", "busy.yaml", "--json", "--out", "why.md")
    document = json.loads(result.stdout)
    assert document["schema"] == "planner-explanation/1"
    assert [gap["line"] for gap in document["gaps"]] == ["calls"]
    person = next(each for each in document["changes"] if each["kind"] == "person")
    assert person["gap_hours_less"] == 100
    assert (here / "why.md").read_text(encoding="utf-8").startswith("# Tiny: why the plan is as it is\n")


def test_python_gets_tables(here: Path) -> None:
    explanation = planner.explain(write(here / "busy.yaml", BUSY))
    assert set(explanation.changes["kind"]) == {"person", "post"}
    first = explanation.levels[explanation.levels["level"] == "gap_tier_1"].iloc[0]
    # 100 hours never done count 240 months each; one more person does them all.
    assert (first["best_before"], first["best_after"]) == pytest.approx((24_000, 0))


def test_a_folder_without_a_plan_is_refused(run: Run, here: Path) -> None:
    (here / "empty").mkdir()
    result = run("explain", "empty")
    assert result.exit_code == 2
    assert result.stderr == (
        "empty is not a plan's folder: it has no run.json of a plan. Name the folder that planner solve wrote, or a"
        " scenario file.\n"
    )


def test_a_plan_that_was_changed_is_refused(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    with (here / "outputs/busy/work.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    result = run("explain", "outputs/busy")
    assert result.exit_code == 2
    assert result.stderr == (
        "outputs/busy is not as it was written: work.csv changed or missing, by the hashes in run.json."
        " Solve the scenario again.\n"
    )


def test_a_question_that_is_not_understood_ends_with_2(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("explain", "busy.yaml", "--why-not", "close 5 cases cals in 2019-04")
    assert result.exit_code == 2
    assert result.stderr == (
        'There is no line "cals". Did you mean "calls"?\nWhat can be asked: close N cases LINE in PERIOD\n'
    )


def test_a_question_is_answered_in_full(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("explain", "busy.yaml", "--why-not", "recruit 0.25 officer to a in 2019-04")
    assert result.exit_code == 0
    # The one post is filled, so a quarter of an officer more breaks a rule of the scenario.
    assert "It is not possible: these rules of the scenario stand against it.\n" in result.stdout
    assert "- establishment.a.officer: nobody joins a line that has no free post\n" in result.stdout


def test_rules_that_contradict_each_other_leave_no_plan_to_explain(run: Run, here: Path) -> None:
    write(here / "no.yaml", CONTRADICTION)
    assert run("explain", "no.yaml").exit_code == 4


def test_a_folder_whose_rules_contradict_each_other_holds_no_plan_to_verify(run: Run, here: Path) -> None:
    write(here / "no.yaml", CONTRADICTION)
    assert run("solve", "no.yaml").exit_code == 4
    result = run("verify", "outputs/no")
    assert result.exit_code == 2
    assert "holds no plan: its rules contradict each other, as its explanation.md tells" in result.stderr
    explained = run("explain", "outputs/no")
    assert explained.exit_code == 4
    assert explained.stderr.startswith("The rules of this scenario contradict each other, so there is no plan.")


def test_every_kind_of_change_has_its_words() -> None:
    source = Path(units.__file__).read_text(encoding="utf-8")
    assert len(TITLES) == len(units.KINDS)
    assert all(f'"{kind}"' in source for kind in TITLES)
