"""A plan whose people are held while the world differs: what can be worked out by hand, and what holds for any plan."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tiny import EXACT, Tree, cases, cell, column, line, merged, solved, tiny

from planner.errors import ScenarioError, UsageError
from planner.pipeline.reading import load
from planner.pipeline.solving import solved as solved_plan
from planner.scenario.scenario import Scenario
from planner.scenario.titles import title_of
from planner.scenario.uncertain import at_positions, uncertain_numbers
from planner.tables import tabulate
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario
from planner.whatif.stress import (
    Case,
    PeopleHeld,
    Stress,
    cases_alone,
    cases_together,
    sampled_cases,
    stressed_numbers,
)
from planner.whatif.stress_table import stress_table

RICH = Path(__file__).parents[1] / "verify" / "stressed.yaml"
NO_WAIT = {"start_within": "0 days"}
POSTS = {"a": {"officer": {"approved_fte": 4, "strength_fte": 1}}}
JOINERS = {"intake": {"team": "a", "role": "officer", "per_intake_fte": 1, "intakes": ["2019-04", "2019-05"]}}


def arriving(value: float, low: float, high: float) -> Tree:
    return {"cases": {"value": value, "per": "month", "range": [low, high]}}


def calls(value: float, low: float, high: float, **changes: object) -> Tree:
    return {"calls": {**NO_WAIT, "arrivals": arriving(value, low, high), **changes}}


def held(scenario: Scenario) -> PeopleHeld:
    return PeopleHeld(scenario, solved(tabulate(scenario), scenario))


def stressed(scenario: Scenario, samples: int = 0, seed: int = 1) -> pd.DataFrame:
    """The table of a scenario."""
    people = held(scenario)
    numbers = stressed_numbers(scenario, "a scenario")
    central = people.stand(Case("central", {}))
    alone = [people.stand(case) for case in cases_alone(numbers)]
    together = [people.stand(case) for case in cases_together(central, alone)]
    drawn = [people.stand(case) for case in sampled_cases(numbers, samples, seed)]
    return stress_table(Stress(numbers, (central, *alone, *together, *drawn), samples, seed))


@cache
def rich() -> tuple[PeopleHeld, pd.DataFrame]:
    """A plan in which much happens, with its people held; and its coverage."""
    loaded = load(RICH)
    plan, after = solved_plan(loaded)
    return PeopleHeld(loaded.scenario, after), plan.table("coverage", plan="after", window_kind="whole")


def test_the_gap_at_either_end_is_what_one_officer_cannot_do() -> None:
    # 100 hours a month for 90, 60 or 130 calls of an hour: 30 a month are left at the high end, for two months.
    table = stressed(tiny(demand=calls(90, 60, 130), priorities=EXACT))
    force = table[table["scope"] == "force"]
    assert cell(force, "gap_hours", case="central") == 0
    assert cell(force, "gap_hours", case="input", end="low") == 0
    assert cell(force, "gap_hours", case="input", end="high") == 60
    assert cell(force, "coverage", case="input", end="high") == pytest.approx(200 / 260, abs=1e-6)
    assert column(force, "gap_hours", case="together") == [0, 60]
    assert set(table["people"]) == {"held"}


def test_people_are_held_though_more_could_be_brought_in() -> None:
    scenario = tiny(demand=calls(90, 60, 130), supply={"recruitment": JOINERS}, establishment=POSTS, priorities=EXACT)
    # Nobody is brought in for 90 calls. Knowing of 130 the plan would bring somebody in, and leave nothing undone.
    compiled = compile_scenario(at_positions(scenario, {"demand.calls.arrivals.cases": 1.0}))
    assert compiled is not None
    assert Base(compiled).outcome.all_gap_hours == pytest.approx(0, abs=1e-6)
    assert cell(stressed(scenario), "gap_hours", case="input", end="high", scope="force") == 60


def test_people_who_were_brought_in_stay_though_fewer_would_do() -> None:
    # For 150 calls half a person joins at once; at 60 there are hours to spare, and the gap is nothing.
    scenario = tiny(demand=calls(150, 60, 200), supply={"recruitment": JOINERS}, establishment=POSTS, priorities=EXACT)
    table = stressed(scenario)
    assert cell(table, "gap_hours", case="central", scope="force") == 0
    assert cell(table, "gap_hours", case="input", end="high", scope="force") == pytest.approx(100, abs=0.01)


def test_work_is_shared_out_again_by_the_same_priorities() -> None:
    # Overtime of 30 hours a month is day-to-day work: it takes what it can of the 30 that are left at the high end.
    overtime = {"extra": {"roles": ["officer"], "multiplier": 1.5, "share_of_contracted": 0.2}}
    scenario = tiny(demand=calls(90, 60, 130), supply={"overtime": overtime}, priorities=EXACT)
    assert cell(stressed(scenario), "gap_hours", case="input", end="high", scope="force") == pytest.approx(20)


def test_the_higher_tier_keeps_its_hours_when_demand_grows() -> None:
    visits = line("Visits", tier=2, **NO_WAIT, arrivals=cases(40))
    demand = merged(calls(50, 50, 90), {"visits": visits})
    levels = [{"level": f"gap_tier_{tier}", "tolerance": 0} for tier in (1, 2)]
    table = stressed(tiny(demand=demand, priorities=levels))
    high = table[(table["case"] == "input") & (table["end"] == "high")]
    assert column(high, "gap_hours", scope="tier") == pytest.approx([0, 60])


def test_a_number_is_favourable_where_it_was_found_to_be_not_where_one_would_think() -> None:
    # More hours at work are better, more hours a case worse: the directions are opposite and nobody states them.
    demand = calls(110, 100, 130)
    hours = {"full": {"contracted": {"value": 100, "per": "month", "range": [90, 105]}}}
    table = stressed(tiny(demand=demand, hours=hours, priorities=EXACT))
    force = table[table["scope"] == "force"]
    assert cell(force, "gap_hours", case="central") == 20
    assert cell(force, "gap_hours", case="together", end="favourable") == 0
    assert cell(force, "gap_hours", case="together", end="unfavourable") == 80


def test_a_floor_that_can_be_kept_comes_before_the_priorities_as_it_does_in_the_plan() -> None:
    # Visits of the lower tier have a floor of 90 %: at the high end calls need 100 hours and visits 36, which is more
    # than there is. The floor comes first, as it does in the plan: it is kept, and calls go without.
    visits = line("Visits", tier=2, **NO_WAIT, arrivals=cases(40), coverage_floor=0.9)
    demand = merged(calls(50, 50, 100), {"visits": visits})
    levels = [{"level": f"gap_tier_{tier}", "tolerance": 0} for tier in (1, 2)]
    table = stressed(tiny(demand=demand, priorities=levels))
    high = table[(table["case"] == "input") & (table["end"] == "high")]
    assert column(high, "gap_hours", scope="tier") == pytest.approx([72, 8])
    assert set(high["rules_broken"]) == {0}


def test_a_date_that_cannot_be_kept_is_counted_as_broken() -> None:
    late = {"start_within": "2 weeks", "clear_by": "2019-05-31"}
    table = stressed(tiny(demand=calls(80, 80, 170, **late), priorities=EXACT))
    force = table[table["scope"] == "force"]
    assert cell(force, "rules_broken", case="central") == 0
    assert cell(force, "rules_broken", case="input", end="high") == 1
    assert cell(force, "gap_hours", case="input", end="high") > 0


def test_tutors_time_that_fewer_hours_do_not_leave_is_counted_as_broken() -> None:
    # The one officer gives all 100 hours to two learners; with 80 hours at work that is no longer possible.
    way = {
        "team": "a",
        "role": "learner",
        "per_intake_fte": 2,
        "intakes": ["2019-04"],
        "tutor": {"team": "a", "role": "officer", "hours_per_month": 50, "months": 2},
    }
    changes = {
        "roles": {
            "learner": {"title": "Learner", "rank": "constable", "hours": "always", "pay": {"pounds_per_year": 1}}
        },
        "hours": {
            "full": {"contracted": {"value": 100, "per": "month", "range": [80, 100]}},
            "always": {"contracted": {"value": 100, "per": "month"}},
        },
        "establishment": {"a": {"learner": {"approved_fte": 2, "strength_fte": 0}}},
        "demand": {
            "calls": {
                **NO_WAIT,
                "arrivals": cases(200),
                "tasks": {"answer": {"hours_per_case": 1, "roles": {"officer": 1, "learner": 1}}},
            }
        },
        "supply": {"recruitment": {"intake": way}},
        "priorities": EXACT,
    }
    table = stressed(tiny(**changes))
    force = table[table["scope"] == "force"]
    assert cell(force, "gap_hours", case="central") == 0
    assert cell(force, "rules_broken", case="input", end="low") > 0


# ---------------------------------------------------------------- the plan comes out again
def test_the_plan_with_its_people_held_is_the_plan_itself_where_much_happens() -> None:
    people, coverage = rich()
    # A case that differs in nothing is solved like any other: it is not read off the plan.
    again = people.stand(Case("sample", {}, number=1))
    told = {(row.scope, row.name): row.gap_hours for row in coverage.itertuples(index=False)}
    assert told["force", ""] > 1000
    for of, gap in again.measures.items():
        if of.measure == "gap_hours":
            assert gap == pytest.approx(told[of.scope, of.name], abs=2e-3), of
    assert again.broken == ()


def test_a_plan_in_whole_people_comes_out_again() -> None:
    whole = {"intake": {**JOINERS["intake"], "whole": True, "cost_pounds_each": 100}}
    scenario = tiny(demand=calls(230, 200, 300), supply={"recruitment": whole}, establishment=POSTS, priorities=EXACT)
    people = held(scenario)
    again = people.stand(Case("sample", {}, number=1))
    assert again.gap_hours == pytest.approx(people.central.gap_hours, abs=1e-3)
    assert people.stand(Case("sample", {"demand.calls.arrivals.cases": 1.0})).gap_hours > people.central.gap_hours


def test_a_level_is_not_given_up_twice() -> None:
    # A joiner costs more an hour than overtime, which is all used: so what may be given up of tier 1, about an hour, is
    # given up by bringing in a hair fewer people. With these held, overtime must not be cut for the same sum again.
    priorities = [{"level": "gap_tier_1", "tolerance": 0.9}, {"level": "cost", "tolerance": 0}]
    overtime = {"extra": {"roles": ["officer"], "multiplier": 1, "share_of_contracted": 0.2}}
    dear = {"intake": {**JOINERS["intake"], "cost_pounds_each": 5000}}
    supply = {"recruitment": dear, "overtime": overtime}
    scenario = tiny(demand=calls(150, 120, 200), supply=supply, establishment=POSTS, priorities=priorities)
    people = held(scenario)
    assert people.central.gap_hours == pytest.approx(0.9 * 300 / 240, abs=1e-3)
    assert people.stand(Case("sample", {}, number=1)).gap_hours == pytest.approx(people.central.gap_hours, abs=1e-3)


# ---------------------------------------------------------------- which numbers, and where they stand
def test_a_dated_number_moves_as_a_whole_each_step_its_own_way() -> None:
    steps = [
        {"from": "2019-04", "value": 1, "range": [0.5, 2]},
        {"from": "2019-05", "value": 2, "range": [1, 6]},
    ]
    tasks = {"answer": {"hours_per_case": steps, "roles": {"officer": 1}}}
    scenario = tiny(demand={"calls": {"tasks": tasks}})
    (number,) = uncertain_numbers(scenario)
    assert (number.value(-1), number.value(0), number.value(1)) == (0.5, 1, 2)

    def values(position: float) -> list[float]:
        moved = at_positions(scenario, {number.path: position})
        return [step.value for step in moved.demand["calls"].tasks["answer"].hours_per_case.steps]

    assert [values(position) for position in (-1.0, 0.0, 0.5, 1.0)] == [[0.5, 1], [1, 2], [1.5, 4], [2, 6]]
    # Drawn evenly: half the way from 0.5 to 2 is 1.25, which is a quarter of the way from 1 to 2.
    assert number.position(0.5) == pytest.approx(0.25)
    assert [number.position(share) for share in (0.0, 1.0)] == [-1.0, 1.0]


def test_numbers_at_their_stated_values_leave_the_scenario_as_it_is() -> None:
    scenario = tiny(demand=calls(90, 60, 130))
    assert at_positions(scenario, {"demand.calls.arrivals.cases": 0.0}) is scenario
    assert at_positions(scenario, {}) is scenario


def test_lines_of_hours_that_only_explain_a_stated_total_are_left_out() -> None:
    paths = [number.path for number in uncertain_numbers(load(RICH).scenario)]
    assert paths == [
        "demand.joint.arrivals.cases",
        "demand.joint.tasks.investigate.hours_per_case",
        "demand.referrals.tasks.assess.hours_per_case",
        "hours.officers.productive",
    ]


def test_a_sample_depends_on_the_seed_and_its_number_alone() -> None:
    numbers = uncertain_numbers(load(RICH).scenario)
    few, many = (list(sampled_cases(numbers, count, 1)) for count in (3, 30))
    assert many[:3] == few
    assert len({tuple(case.positions.values()) for case in many}) == 30
    other = next(sampled_cases(numbers, 1, 2))
    assert other.positions != few[0].positions
    drawn = np.array([number.value(case.positions[number.path]) for case in many for number in numbers[:1]])
    assert 250 <= drawn.min() < 290 < 350 < drawn.max() <= 400


def test_no_case_depends_on_the_cases_before_it() -> None:
    people, _ = rich()
    numbers = uncertain_numbers(people.scenario)
    order = [*cases_alone(numbers), *sampled_cases(numbers, 2, 1)]
    forth = [people.stand(case) for case in order]
    back = [people.stand(case) for case in reversed(order)]
    assert forth == back[::-1]


def test_a_scenario_without_ranges_is_refused() -> None:
    with pytest.raises(UsageError, match="states no range of any number under demand or hours"):
        stressed_numbers(tiny(), "tiny.yaml")


def test_an_end_that_is_no_possible_value_is_a_problem_of_the_scenario() -> None:
    share = {"value": 0.9, "range": [0.5, 1.2]}
    with pytest.raises(ScenarioError) as caught:
        stressed_numbers(tiny(demand={"calls": {"recorded_share": share}}), "tiny.yaml")
    assert "The end 1.2 of its range is no possible value" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("demand.calls.arrivals.cases", "arrivals of Emergency calls"),
        ("demand.calls.tasks.search.hours_per_case", "hours per case (search) of Emergency calls"),
        ("demand.calls.opening.backlog_cases", "backlog cases of Emergency calls"),
        ("demand.calls.partner_share", "partner share of Emergency calls"),
        ("demand.calls.arrivals.growth", "growth of Emergency calls"),
        ("hours.police_staff.productive", "productive hours of police staff"),
        ("hours.officers.lines.annual_leave.hours", "annual leave of officers"),
        ("hours.officers.bank_holidays.hours_each", "bank holidays of officers"),
    ],
)
def test_a_number_is_called_what_people_call_it(path: str, title: str) -> None:
    assert title_of(path, {"calls": "Emergency calls"}) == title
