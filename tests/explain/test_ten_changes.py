"""What one more does in 2019, found from the last basis, is what the changed file gives, solved cold by itself."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from cli.processes import done

from planner.scenario.dump import dump_yaml
from planner.scenario.duration import Duration
from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario
from planner.whatif.figures import at
from planner.whatif.units import Change, changes

INPUT = Path(__file__).parents[2] / "inputs" / "2019.yaml"
BUDGET = "budget.limits.public_protection.pounds_per_year"
CHANGED = {
    BUDGET: (),
    "establishment.child_protection.child_abuse_detective.strength_fte": (BUDGET,),
    "establishment.missing_from_home.detective_inspector.strength_fte": (BUDGET,),
    "establishment.child_protection.trainee_detective.approved_fte": (),
    "supply.recruitment.cid_to_child_protection.per_intake_fte": (
        "supply.recruitment.cid_to_child_protection.per_year_fte",
    ),
    "supply.moves.domestic_abuse_to_missing.per_month_fte": ("supply.moves.domestic_abuse_to_missing.per_year_fte",),
    "supply.overtime.officers.share_of_contracted": (),
    "supply.redeployment.lend_sergeants_child_protection_to_missing.share_of_hours": (),
    "supply.recruitment.staff_to_child_protection.lead": (),
    "structure.minimum_strength.missing_team.fte": (),
}
"""The figure that each of ten changes is about, and those that move with it."""
RELATIVE = 1e-6
"""By which share a level may differ: far less than is printed."""
PRINTED_LEVEL, PRINTED_HOURS = 1e-3, 0.5
"""To what the tables print a level [its unit], and the answer a gap [hours]."""


def change_of(scenario: Scenario, place: str) -> Change:
    lines = [(team, role) for team, roles in scenario.establishment.items() for role in roles]
    (found,) = [change for kind in changes(scenario, lines) for change in kind if change.place == place]
    return found


def as_written(scenario: Scenario, place: str) -> Any:
    """A figure as somebody would write it."""
    figure = at(scenario, place.split("."))
    if isinstance(figure, Duration):
        return f"{figure.count:g} {figure.unit}s"
    if len(figure.steps) == 1:
        return figure.steps[0].value
    return [{"from": step.from_.isoformat(), "value": step.value} for step in figure.steps]


def changed_file(scenario: Scenario, places: tuple[str, ...], folder: Path) -> Path:
    """A file that extends 2019 and states the changed figures only."""
    tree: dict[str, Any] = {
        "format": 1,
        "name": "changed",
        "title": "Changed",
        "extends": os.path.relpath(INPUT, folder),
    }
    for place in places:
        *path, last = place.split(".")
        section = tree
        for key in path:
            section = section.setdefault(key, {})
        section[last] = as_written(scenario, place)
    file = folder / "changed.yaml"
    file.write_text(dump_yaml(tree), encoding="utf-8")
    return file


def rows(folder: Path, table: str, **wanted: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == value for key, value in wanted.items())]


@pytest.fixture(scope="module")
def base() -> Base:
    compiled = compile_scenario(load_scenario(INPUT).scenario)
    assert compiled is not None
    return Base(compiled)


@pytest.mark.parametrize("place", CHANGED)
def test_the_effect_from_the_last_basis_is_that_of_the_changed_file_solved_cold(
    base: Base, place: str, tmp_path: Path
) -> None:
    changed = change_of(base.scenario, place).apply(base.scenario, 1.0)
    assert changed is not None
    asked = base.ask(changed)
    assert asked is not None
    assert asked.outcome is not None

    file = changed_file(changed, (place, *CHANGED[place]), tmp_path)
    code, _, said = done("solve", str(file), "--out", str(tmp_path / "plan"), "--quiet")
    assert code == 0, said

    cold = {row["level"]: float(row["best"]) for row in rows(tmp_path / "plan", "levels", plan="after")}
    warm = {level.name: level.best for level in asked.outcome.levels}
    assert warm == pytest.approx(cold, rel=RELATIVE, abs=PRINTED_LEVEL)
    (force,) = rows(tmp_path / "plan", "coverage", plan="after", scope="force", window_kind="whole")
    assert asked.outcome.all_gap_hours == pytest.approx(float(force["gap_hours"]), abs=PRINTED_HOURS)


def test_the_changes_are_ten_of_many_kinds(base: Base) -> None:
    assert len(CHANGED) == 10
    assert len({change_of(base.scenario, place).kind for place in CHANGED}) >= 9
