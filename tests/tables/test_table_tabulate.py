"""All tables together: the length of the run-out, and independence from the order of the file; warnings."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pandas as pd
import pytest
from tiny import line, post, role, tiny

from planner.scenario.run_out import run_out_months
from planner.scenario.scenario import Scenario
from planner.tables import tabulate
from planner.tables.warnings import people_not_there, warnings_of


def test_a_stated_run_out_is_taken_as_it_is() -> None:
    assert run_out_months(tiny(period={"run_out": "5 months"})) == 5


def test_an_unstated_run_out_is_at_least_a_year() -> None:
    assert run_out_months(tiny(period={"run_out": None})) == 12


def test_an_unstated_run_out_lets_lead_ramp_spread_and_standard_follow_each_other() -> None:
    way = {"team": "a", "role": "officer", "per_intake_fte": 1, "lead": "9 months", "productivity_by_month": [0.5] * 6}
    scenario = tiny(
        period={"run_out": None},
        supply={"recruitment": {"intake": way}},
        demand={"calls": {"spread_by_month": [0.5, 0.3, 0.2], "start_within": "2 months"}},
    )
    assert run_out_months(scenario) == 9 + 6 + 3 + 2


def two_lines(reverse: bool) -> Scenario:
    team_b = {"officer": {"approved_fte": 1, "strength_fte": 1}}
    parts: dict[str, Any] = {
        "teams": {"a": {"title": "A"}, "b": {"title": "B"}},
        "establishment": {"a": {"officer": {"approved_fte": 1, "strength_fte": 1}}, "b": team_b},
        "demand": {"calls": line(), "visits": line(team="b")},
    }
    if reverse:
        parts = {name: dict(reversed(part.items())) for name, part in parts.items()}
    return Scenario.model_validate({**_base(), **parts})


def _base() -> dict[str, Any]:
    return tiny().model_dump(by_alias=True, exclude_unset=True, exclude={"teams", "establishment", "demand"})


def test_the_tables_do_not_depend_on_the_order_of_the_file() -> None:
    one, other = tabulate(two_lines(reverse=False)), tabulate(two_lines(reverse=True))
    for table in fields(one):
        value = getattr(one, table.name)
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(value, getattr(other, table.name))


def warned(**changes: Any) -> list[str]:
    scenario = tiny(**changes)
    return [problem.message for problem in warnings_of(scenario, tabulate(scenario))]


def test_an_establishment_that_costs_more_than_its_budget_is_a_warning_with_the_amount() -> None:
    # Two posts at 1,000 pounds for two months are 4,000; a yearly limit of 18,000 allows 3,000.
    posts = {"a": {"officer": {"approved_fte": 2}}}
    assert warned(establishment=posts, budget={"limits": {"whole": {"pounds_per_year": 18000}}}) == [
        (
            "In 2019/20 the budgeted establishment, fully staffed, would cost £4,000: "
            "£1,000 more than this limit of £3,000. Not all budgeted posts can be filled."
        )
    ]
    assert warned(establishment=posts, budget={"limits": {"whole": {"pounds_per_year": 24000}}}) == []


def test_demand_that_no_strength_could_cover_is_a_warning_with_the_gap() -> None:
    # 2 x 130 hours arrive; one post gives 2 x 100, overtime at most 2 x 10.
    extra = {"overtime": {"extra": {"roles": ["officer"], "multiplier": 1.5, "share_of_contracted": 0.1}}}
    assert warned(demand={"calls": {"arrivals": {"cases": {"value": 130}}}}, supply=extra) == [
        (
            "260 hours of work arrive for a; every approved post filled throughout, with all overtime, "
            "agency and redeployment, gives 220. A gap of 40 hours is certain."
        )
    ]
    assert warned(demand={"calls": {"arrivals": {"cases": {"value": 110}}}}, supply=extra) == []


@pytest.mark.parametrize(("officers", "found"), [(1.0, 0), (0.4, 1)])
def test_more_officers_whose_posts_are_being_civilianised_than_in_post_is_a_problem(
    officers: float, found: int
) -> None:
    # Half a clerk has been in training since March; in April an officer's post is hers.
    scenario = tiny(
        roles={"clerk": {**role(), "rank": None, "grade": "clerk"}},
        pay={"staff": {"price_base": "2019-04"}},
        establishment={"a": {"officer": post(officers, 1), "clerk": post(0, 1)}},
        supply={
            "pathways": {
                "turned": {
                    "kind": "civilianisation",
                    "from": {"team": "a", "role": "officer"},
                    "to": {"team": "a", "role": "clerk"},
                    "per_intake_fte": 0,
                    "lead": "1 month",
                    "already_started": [{"on": "2019-03-01", "fte": 0.5}],
                }
            }
        },
    )
    problems = list(people_not_there(scenario, tabulate(scenario)))
    assert [problem.path for problem in problems] == ["establishment.a.officer"] * found


@pytest.mark.parametrize(("fte", "found"), [(1.0, 0), (1.5, 1)])
def test_more_people_away_than_in_post_is_a_problem(fte: float, found: int) -> None:
    scenario = tiny(establishment={"a": {"officer": {"unavailable": {"sick": {"fte": fte}}}}})
    problems = list(people_not_there(scenario, tabulate(scenario)))
    assert len(problems) == found
    if found:
        assert problems[0].path == "establishment.a.officer"
        assert problems[0].message == (
            "In 2019-04 more people are away, on limited duty or known to have left than are in post by then: "
            "1.50 of 1.00 FTE. Correct the strength, or those who are away or leave."
        )


def tying_up(
    *fte: Any, starts: str, run_out: str = "0 days", sick: float = 0.0, **others: Any
) -> list[tuple[str, str]]:
    """What is wrong with an initiative that ties up officers, of whom there is one; `others` come after it."""
    scenario = tiny(
        period={"run_out": run_out},
        establishment={"a": {"officer": {"unavailable": {"sick": {"fte": sick}}}}},
        initiatives={
            "team": {
                "title": "Improvement team",
                "people": [{"team": "a", "role": "officer", "fte": each} for each in fte],
                "starts": starts,
            },
            **others,
        },
    )
    problems = people_not_there(scenario, tabulate(scenario))
    return [(problem.path, problem.message) for problem in problems]


def test_an_initiative_that_ties_up_more_people_than_there_are_is_named_with_its_month_and_its_largest_entry() -> None:
    # One officer, of whom 0.3 FTE is sick: 0.7 are there, and 0.2 + 0.6 are asked for.
    assert tying_up(0.2, 0.6, sick=0.3, starts="2019-05") == [
        (
            "initiatives.team.people[1].fte",
            (
                'In 2019-05 the initiative "Improvement team" ties up 0.80 FTE of officer in a, but only 0.70 FTE of '
                "them are there: the others are away, on limited duty, have left, or are with another initiative. Tie "
                "up fewer people, or for a shorter time (`lasts`), or start it later."
            ),
        )
    ]
    assert tying_up(0.1, 0.6, sick=0.3, starts="2019-05") == []


def test_people_who_are_missing_without_the_initiative_are_no_fault_of_it() -> None:
    assert [path for path, _ in tying_up(0.5, sick=1.5, starts="2019-04")] == ["establishment.a.officer"]


def test_the_second_of_two_initiatives_is_the_one_for_which_too_few_are_left() -> None:
    other = {"title": "Other", "starts": "2019-04", "people": [{"team": "a", "role": "officer", "fte": 0.6}]}
    assert [path for path, _ in tying_up(0.6, starts="2019-05", other=other)] == ["initiatives.other.people[0].fte"]


def test_the_month_in_which_people_are_missing_is_one_of_the_plan_where_there_is_one() -> None:
    # More are missing in the run-out, from June on; where nobody is missing in the plan, the run-out is named.
    grows = [{"value": 1.2}, {"from": "2019-06", "value": 1.9}]
    assert [message[:10] for _, message in tying_up(grows, run_out="3 months", starts="2019-04")] == ["In 2019-04"]
    assert [message[:10] for _, message in tying_up(1.2, run_out="3 months", starts="2019-06")] == ["In 2019-06"]
