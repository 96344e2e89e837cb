"""One plan of a real size for every test of papers, and small ones with whatever a scenario may hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny import BASE, merged

import planner
from planner.papers import Paper, Subject, paper_of, subject_of
from planner.plan.plan import Plan

INPUTS = Path(__file__).parents[2] / "inputs"
Solve = Callable[..., Plan]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return planner.solve(INPUTS / "2019.yaml")


@pytest.fixture(scope="session")
def subject(plan: Plan) -> Subject:
    return subject_of(plan)


@pytest.fixture(scope="session")
def paper(subject: Subject) -> Paper:
    return paper_of(subject)


@pytest.fixture
def solve_small(tmp_path: Path) -> Solve:
    """Solve the tiny scenario with changes, read from a file as a reader's is."""

    def solve(**changes: Any) -> Plan:
        file = tmp_path / "small.yaml"
        file.write_text(yaml.safe_dump(merged(BASE, changes), sort_keys=False, allow_unicode=True), encoding="utf-8")
        return planner.solve(file)

    return solve
