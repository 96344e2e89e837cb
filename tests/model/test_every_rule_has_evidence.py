"""Every rule family and every level has its evidence here: its text, an optimum worked by hand, and its absence."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.model import levels, ranking
from planner.model.formulation import MONEY_RULES, RULES

FAMILIES = [rule.__name__ for rule in (*RULES, *MONEY_RULES, ranking.level_limits)]
LEVELS = ["gap_tier", "evenness_tier", "cost", "tie_break", *levels.SIMPLE]
ASKED = {
    "row": "write a small scenario and compare the text of one row, number by number.",
    "optimum": "write a small scenario that can be solved by hand, and compare the optimum with the hand-worked one.",
    "absent": "show that a scenario without the data of the rule has none of its rows.",
}
KINDS = set(ASKED)
UNITS = {"FTE", "hours", "standard hours", "cases", "pounds", "starts", "the level's unit", "the lever's unit"}
"""Units in which both sides of a rule are."""


def _marks(name: str) -> Iterator[tuple[str, list[str]]]:
    """Every test in this folder that carries a mark, and the mark's arguments."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        for part in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(part, ast.FunctionDef) and part.name.startswith("test_"):
                for mark in part.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == f"pytest.mark.{name}":
                        yield part.name, [ast.literal_eval(argument) for argument in mark.args]


def _evidence() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, (family, kind) in _marks("rule"):
        found[family].add(kind)
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_every_rule_family_has_all_kinds_of_evidence(family: str) -> None:
    missing = KINDS - _evidence()[family]
    assert not missing, "\n".join(
        f'No test in tests/model is marked @pytest.mark.rule("{family}", "{kind}"): {ASKED[kind]}'
        for kind in sorted(missing)
    )


def test_no_evidence_is_for_a_rule_that_is_not_there() -> None:
    unknown = set(_evidence()) - set(FAMILIES)
    assert not unknown, f"Tests in tests/model are marked for rules that planner/model/formulation.py lacks: {unknown}"


def test_the_text_of_a_row_is_tested_under_the_name_of_its_family() -> None:
    misnamed = [
        name for name, (family, kind) in _marks("rule") if kind == "row" and not name.startswith(f"test_{family}_row")
    ]
    assert misnamed == []


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_its_text_and_an_optimum(level: str) -> None:
    assert len([name for name, (marked,) in _marks("level") if marked == level]) >= 2


def test_every_rule_has_its_equation_and_its_unit_in_its_docstring() -> None:
    for rule in (*RULES, *MONEY_RULES, ranking.level_limits):
        words = rule.__doc__ or ""
        assert "::" in words, f"The docstring of {rule.__name__} states no equation; write it after a line with ::"
        units = re.findall(r"\[([^\[\]]+)\][^\[\]\n]*$", words.split("::", 1)[1], re.MULTILINE)
        assert UNITS & set(units), (
            f"The docstring of {rule.__name__} states no unit; write one behind the equation, of {sorted(UNITS)}."
        )
