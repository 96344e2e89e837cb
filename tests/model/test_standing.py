"""What each rule rests on: every family has a line, and what the law asks for is law."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, formulate_tiny, post, tiny

from planner.model.formulation import MONEY_RULES, RULES
from planner.model.standing import COLUMN_STANDINGS, RULE_STANDINGS, standing_of
from planner.model.variables import Variables


def test_every_rule_family_has_a_line() -> None:
    families = {rule.__name__ for rule in (*RULES, *MONEY_RULES)} | {"level_limits"}
    without = sorted(families - set(RULE_STANDINGS))
    assert not without, (
        f"RULE_STANDINGS has no line for {', '.join(without)}: write in planner/model/standing.py what the rule rests"
        " on, who owns it, and the words that explain it where rules contradict each other."
    )
    assert set(RULE_STANDINGS) == families


def test_every_family_of_columns_has_a_line() -> None:
    columns = {"closed": "closed_undone"}
    assert set(COLUMN_STANDINGS) == {columns.get(name, name) for name in Variables.__dataclass_fields__}


@pytest.mark.parametrize("standings", [RULE_STANDINGS, COLUMN_STANDINGS])
def test_what_is_not_physics_has_an_owner_and_words(standings: dict[str, Any]) -> None:
    for standing in standings.values():
        assert (standing.kind == "physics") == (standing.owner is None) == (standing.words == "")


def test_a_rule_with_a_path_that_can_clash_is_never_physics() -> None:
    # Everything at once that has a path in the plan after action.
    changes: dict[str, Any] = {
        "demand": {"calls": {"coverage_floor": 0.1, "clear_by": "2019-05-31"}},
        "structure": {"minimum_strength": {"one": {"team": "a", "roles": ["officer"], "fte": 1}}},
        "budget": {"limits": {"whole": {"pounds_per_year": 1e6}}},
        "supply": {
            "recruitment": {"hire": {"team": "a", "role": "officer", "per_intake_fte": 1, "per_year_fte": 2}},
            "agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 1}},
        },
        "establishment": {"a": {"officer": post(1, 3)}},
        "priorities": [{**EXACT[0], "at_most": 1e6}, *EXACT[1:]],
    }
    program = formulate_tiny(**changes).program
    families = {rule.family for rule in program.rules if rule.place}
    assert families >= {"coverage_floor", "clear_by", "strength_limits", "budgets", "flow_caps", "level_limits"}
    assert all(RULE_STANDINGS[family].kind == "policy" for family in families)
    limited = {str(program.variables[column].name).partition("(")[0] for column in program.column_places}
    assert limited == {"starts", "agency"}
    assert all(COLUMN_STANDINGS[family].kind == "policy" for family in limited)


@pytest.mark.parametrize(("statutory", "kind"), [(True, "law"), (False, "policy")])
def test_a_floor_under_what_the_law_requires_is_law(statutory: bool, kind: str) -> None:
    program = formulate_tiny(demand={"calls": {"coverage_floor": 0.9, "statutory": statutory}}).program
    standing = standing_of("coverage_floor", "demand.calls.coverage_floor", program, ())
    assert (standing.kind, standing.owner) == (kind, "operations")


@pytest.mark.parametrize(
    ("level", "owner"),
    [
        ("cost", "finance"),
        ("cost_of_overtime", "finance"),
        ("disruption", "HR"),
        ("over_requirement", "HR"),
        ("gap_tier_1", "operations"),
    ],
)
def test_a_limit_on_a_level_is_owned_by_whoever_owns_what_it_counts(level: str, owner: str) -> None:
    priorities = tiny(priorities=[{"level": level, "at_most": 1}]).priorities
    assert standing_of("level_limits", "priorities[0].at_most", formulate_tiny().program, priorities).owner == owner
