"""Repairs: changes of the scenario's own figures, each tried out on the scenario."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from tiny import BASE, Tree, cases, line, merged, post, role, tiny

from planner.clashes import ContradictionError, Edit
from planner.model import formulate
from planner.plan.contradictions import in_the_reader_s_words, with_repairs
from planner.plan.figures import outward
from planner.plan.repairs import has_plan
from planner.scenario.edits import edited
from planner.scenario.scenario import Scenario
from planner.solver.contradiction import contradiction
from planner.tables import tabulate


def repaired(deadline: float | None = None, /, **changes: Any) -> ContradictionError:
    """What is told of a variant of the tiny scenario that has no plan; every repair is tried here once more."""
    scenario, raw = tiny(**changes), merged(BASE, changes)
    formulation = formulate(tabulate(scenario), scenario.priorities)
    found = contradiction(formulation.program, formulation.program.matrix(), None)
    assert isinstance(found, ContradictionError)
    told = with_repairs(in_the_reader_s_words(found, formulation, scenario, None), formulation, scenario, raw, deadline)
    for repair in told.repairs:
        mended = Scenario.model_validate(edited(raw, repair.edits))
        assert has_plan(formulate(tabulate(mended), mended.priorities).program, None)
    return told


def edits(**changes: Any) -> list[list[tuple[str, Any, Any]]]:
    return [[said(edit) for edit in repair.edits] for repair in repaired(**changes).repairs]


def said(edit: Edit) -> tuple[str, Any, Any]:
    return edit.place, edit.before, edit.after


def hiring(**limits: Any) -> Tree:
    """Officers can be recruited, as many as the limits say."""
    return {"supply": {"recruitment": {"hire": {"team": "a", "role": "officer", "per_intake_fte": 9, **limits}}}}


def minimum(fte: Any) -> Tree:
    return {"structure": {"minimum_strength": {"enough": {"team": "a", "roles": ["officer"], "fte": fte}}}}


FROM_MAY = [{"from": "2019-04", "value": 1}, {"from": "2019-05", "value": 3}]
HIRE, ENOUGH = "supply.recruitment.hire", "structure.minimum_strength.enough.fte"


def test_each_single_change_is_a_figure_and_the_smallest_share_comes_first() -> None:
    # Three are asked for in May and one is there; one may be recruited in each of two months, and two posts are free.
    # Short of 0.5 either way: 3 -> 2.5 is a sixth; 0.75 -> 1 is a third.
    changes = merged(minimum(FROM_MAY), hiring(per_intake_fte=0.75)) | {"establishment": {"a": {"officer": post(1, 9)}}}
    assert edits(**changes) == [[(ENOUGH, 3.0, 2.5)], [(f"{HIRE}.per_intake_fte", 0.75, 1.0)]]


def test_of_dated_values_only_the_one_that_has_to_give_changes() -> None:
    (repair,) = repaired(**minimum(FROM_MAY)).repairs
    (edit,) = repair.edits
    assert (said(edit), edit.step, edit.since) == ((ENOUGH, 3.0, 1.0), 1, date(2019, 5, 1))
    assert (edit.kind, edit.owner, edit.unit) == ("policy", "operations", "FTE")


def test_a_figure_that_does_not_move_its_rule_one_to_one_is_looked_for() -> None:
    # Three are in post on two posts: nobody has to go, so there is room for three. Four need four posts: two more than
    # there are, where the row asks for one more.
    posts = {"establishment": {"a": {"officer": post(3, 2)}}}
    found = edits(**merged(minimum([{"value": 3}, {"from": "2019-05", "value": 4}]), hiring()), **posts)
    assert [("establishment.a.officer.approved_fte", 2.0, 4.0)] in found


def test_a_share_is_looked_for_between_today_s_and_the_most_there_can_be() -> None:
    # A share of ten people may join in a year, so a sixth of it in two months; one has to: 60 % of ten, a sixth is one.
    share = {"per_year_share": {"share": 0.1, "of": "destination"}}
    changes = merged(minimum([{"value": 10}, {"from": "2019-05", "value": 11}]), hiring(**share))
    found = edits(**changes, establishment={"a": {"officer": post(10, 20)}})
    ((_, before, after),) = next(each for each in found if each[0][0] == f"{HIRE}.per_year_share.share")
    assert before == 0.1
    assert 0.6 <= after <= 0.65


BACKLOG = {"start_within": "1 month", "clear_by": "2019-04-30"}


def waiting(number: float) -> Tree:
    """So many cases wait, all of them overdue, and none are in work."""
    ages = [{"up_to": "1 month", "cases": 0}, {"up_to": "2 months", "cases": number}]
    return {"backlog_cases": number, "backlog_ages": ages, "in_work_cases": 0}


def test_a_date_to_be_clear_by_moves_to_the_first_one_that_works() -> None:
    # 115 cases overdue, 80 come in each month and 100 are done: 95 wait in April, 15 of them overdue; 75 in May, none.
    calls = {**BACKLOG, "opening": waiting(115)}
    assert edits(demand={"calls": calls}) == [[("demand.calls.clear_by", date(2019, 4, 30), date(2019, 5, 31))]]


def test_a_date_that_no_month_of_the_plan_can_keep_is_taken_out() -> None:
    calls = {**BACKLOG, "opening": waiting(300)}
    assert edits(demand={"calls": calls}) == [[("demand.calls.clear_by", date(2019, 4, 30), None)]]


def test_what_the_law_requires_is_named_and_never_offered() -> None:
    calls = {"start_within": "0 days", "coverage_floor": 0.9, "arrivals": cases(150), "statutory": True}
    told = repaired(demand={"calls": calls})
    assert [(rule.place, rule.kind) for rule in told.rules] == [("demand.calls.coverage_floor", "law")]
    assert (told.changes, told.repairs) == ((), ())


def test_beside_law_only_the_other_rule_is_offered() -> None:
    # 150 hours of work that the law requires, one officer with 100 hours and half an agency worker with 50.
    calls = {"start_within": "0 days", "coverage_floor": 1, "arrivals": cases(150), "statutory": True}
    temps = {"temps": {"team": "a", "role": "officer", "fte": 0.4, "pounds_per_fte_year": 1, "lead": "0 days"}}
    told = repaired(demand={"calls": calls}, supply={"agency": temps})
    assert {rule.place: rule.kind for rule in told.rules} == {
        "demand.calls.coverage_floor": "law",
        "supply.agency.temps.fte": "policy",
    }
    assert [[said(edit) for edit in each.edits] for each in told.repairs] == [[("supply.agency.temps.fte", 0.4, 0.5)]]


def test_two_changes_together_where_no_single_one_is_enough() -> None:
    # Exactly one, two and three in May: whichever one stands, the two others have to follow it.
    asked = {"team": "a", "roles": ["officer"], "from": "2019-05"}
    requirements = {f"have_{number}": {**asked, "exactly_fte": number} for number in (1, 2, 3)}
    told = repaired(**hiring(), requirements=requirements, establishment={"a": {"officer": post(1, 9)}})
    (conflict,) = told.conflicts
    assert (len(conflict.rules), conflict.changes, conflict.every_change_tried) == (2, (), True)
    place = "requirements.have_{}.exactly_fte"
    found = [[said(edit) for edit in repair.edits] for repair in told.repairs]
    # 3 -> 1 and 2 -> 1 are 7/6 of these figures, 1 -> 2 and 3 -> 2 are 4/3, 1 -> 3 and 2 -> 3 are 5/2.
    assert [sorted(each) for each in found] == [
        [(place.format(2), 2.0, 1.0), (place.format(3), 3.0, 1.0)],
        [(place.format(1), 1.0, 2.0), (place.format(3), 3.0, 2.0)],
        [(place.format(1), 1.0, 3.0), (place.format(2), 2.0, 3.0)],
    ]


def test_with_two_conflicts_each_repair_ends_both_and_every_change_is_in_one() -> None:
    # An officer more is wanted than can be recruited; and one clerk has 100 hours where a floor asks for 900.
    emails = line("Emails", start_within="0 days", coverage_floor=0.9, arrivals=cases(10))
    emails["tasks"] = {"answer": {"hours_per_case": 100, "roles": {"clerk": 1}}}
    told = repaired(
        **merged(minimum(FROM_MAY), hiring(per_intake_fte=0.75)),
        establishment={"a": {"officer": post(1, 9), "clerk": post(1)}},
        roles={"clerk": role(title="Clerk")},
        demand={"emails": emails},
    )
    assert len(told.conflicts) == 2
    assert told.repairs
    offered = {edit.place for conflict in told.conflicts for change in conflict.changes for edit in change.edits}
    assert {edit.place for repair in told.repairs for edit in repair.edits} == offered
    for repair in told.repairs:
        assert "demand.emails.coverage_floor" in {edit.place for edit in repair.edits}


def test_without_time_no_repair_is_promised() -> None:
    assert repaired(time.monotonic() - 1.0, **minimum(3)).repairs == ()


@pytest.mark.parametrize(
    ("value", "unit", "up", "rounded"),
    [
        (10.501, "FTE", False, 10.5),
        (10.501, "FTE", True, 10.51),
        (0.1 + 0.2, "FTE", True, 0.3),
        (8_932_548.2, "pounds", True, 8_932_549.0),
        (0.6661, "share", False, 0.666),
    ],
)
def test_a_figure_is_rounded_towards_what_is_enough(value: float, unit: str, up: bool, rounded: float) -> None:
    assert outward(value, unit, up=up) == rounded
