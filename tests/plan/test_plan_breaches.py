"""No rule can be enforced in the plan and not counted before action."""

from __future__ import annotations

from tiny import formulate_tiny, post, solve_tiny

from planner.model.formulation import MONEY_RULES, RULES
from planner.plan.breaches import BY_YEAR, UNITS, WORST_ONLY

POLICIES = {
    "establishment": {"a": {"officer": post(2, 2)}},
    "demand": {"calls": {"clear_by": "2019-05-31", "coverage_floor": 0.5}},
    "supply": {
        "recruitment": {
            "in": {
                "team": "a",
                "role": "officer",
                "per_intake_fte": 1,
                "per_year_fte": 0.5,
                "at_rest_fte": {"value": 12, "per": "year"},
            }
        },
        "overtime": {
            "extra": {
                "roles": ["officer"],
                "multiplier": 1,
                "share_of_contracted": 0.5,
                "at_rest_share": 0.5,
                "pounds_per_year": 60,
            }
        },
        "reduced_hours": {"less": {"team": "a", "role": "officer", "fte": 2, "productivity": 0.5}},
        "reduced_hours_together": {"all": {"members": ["less"], "fte": 1}},
    },
    "requirements": {
        "desk": {"team": "a", "roles": ["officer"], "exactly_fte": 1, "short_at_most_share": 0.1, "over_at_most_fte": 0}
    },
    "structure": {
        "minimum_strength": {"officers": {"team": "a", "roles": ["officer"], "fte": 9}},
        "removed_ranks": {"constable": {"frozen_from": "2019-05", "gone_by": {"on": "2019-05-31"}}},
    },
    "budget": {"limits": {"whole": {"pounds_per_year": 60}}},
    "priorities": [{"level": "gap_tier_1"}, {"level": "cost", "at_most": 1}],
}


def test_every_rule_that_is_enforced_only_after_action_has_a_unit_for_its_breach() -> None:
    before = {rule.family for rule in formulate_tiny("before", **POLICIES).program.rules}
    after = {rule.family for rule in formulate_tiny("after", **POLICIES).program.rules}
    assert after - before == set(UNITS)
    names = {rule.__name__ for rule in (*RULES, *MONEY_RULES)} | {"level_limits"}
    assert set(UNITS) <= names
    assert set(BY_YEAR) | set(WORST_ONLY) <= set(UNITS)


def test_limits_of_every_kind_are_counted_where_inaction_breaks_them() -> None:
    # Two officers and one more a month at rest: 3 and then 4 where there are 2 posts, and 2 starts a year where a
    # twelfth of six is allowed. The plan itself may do nothing of the kind, so it has to be solvable.
    softer = {
        **POLICIES,
        "requirements": {},
        "structure": {},
        "priorities": [],
        "budget": {"limits": {"whole": {"pounds_per_year": 60000}}},
    }
    found = solve_tiny(**softer)["breaches"].set_index(["rule", "name"])["breach"]
    assert found["establishment", "a.officer"] == 2
    assert found["flow_caps", "supply.recruitment.in.per_year_fte"] > 1.9
    # Half of their 300 and 400 hours again as overtime, at 10 pounds an hour: 3,500 pounds where 10 are allowed.
    assert found["overtime_limits", "extra"] == 3490
