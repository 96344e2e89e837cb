"""Checks across sections: each is set off by a small change of the template, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from check_cases import CASES, Change, Problem

from planner.scenario.checks import CHECKS

Found = Callable[[str], list[Problem]]
Changed = Callable[..., str]


@pytest.mark.parametrize(("check", "changes", "expected"), CASES)
def test_a_check_finds_what_it_is_for(
    found: Found, changed: Changed, check: str, changes: list[Change], expected: list[Problem]
) -> None:
    assert check in {each.__name__ for each in CHECKS}
    assert found(changed(*changes)) == expected


def test_every_check_is_tried() -> None:
    assert {check for check, _, _ in CASES} == {check.__name__ for check in CHECKS}


def test_the_template_passes_every_check(found: Found, changed: Changed) -> None:
    assert found(changed()) == []


def test_checks_run_only_when_every_section_can_be_read(shown: Callable[[str], str], changed: Changed) -> None:
    text = changed(("season: child", "season: kids"), ("tier: 2", "tier: two"))
    assert "kids" not in shown(text)
    assert shown(text).endswith("1 problem; nothing was solved.\nFurther checks run when these are mended.")
    assert shown(changed(("season: child", "season: kids"))).endswith("\n\n1 problem; nothing was solved.")
