"""A contradiction as the reader knows it: rules in plain words, amounts with their unit, figures as they stand."""

from __future__ import annotations

from typing import Any

from tiny import EXACT, Tree, cases, merged, post, tiny

from planner.clashes import Change, ContradictionError
from planner.model import formulate
from planner.plan.contradictions import in_the_reader_s_words
from planner.solver.contradiction import contradiction
from planner.tables import tabulate


def told(deadline: float | None = None, /, **changes: Any) -> ContradictionError:
    """What is told of a variant of the tiny scenario that has no plan; the deadline is one for the dates."""
    scenario = tiny(**changes)
    formulation = formulate(tabulate(scenario), scenario.priorities)
    found = contradiction(formulation.program, formulation.program.matrix(), None)
    assert isinstance(found, ContradictionError)
    return in_the_reader_s_words(found, formulation, scenario, deadline)


def only(changes: Tree) -> Change:
    found = told(**changes)
    assert len(found.changes) == 1
    return found.changes[0]


def minimum(fte: Any) -> Tree:
    return {"structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": fte}}}}


def test_a_strength_is_told_in_fte_with_the_reader_s_figure() -> None:
    change = only(minimum(3))
    assert (change.amount, change.unit, change.direction, change.limit) == (2.0, "FTE", "less", 3.0)
    assert change.rule == "this strength is there"


def test_a_figure_with_several_dates_is_not_one_figure() -> None:
    change = only(minimum([{"from": "2019-04", "value": 3}, {"from": "2020-04", "value": 4}]))
    # Within the plan all rows ask for three; the reader has written three and four.
    assert (change.amount, change.limit) == (2.0, None)


def test_a_budget_on_a_part_of_a_year_is_told_in_pounds_a_year() -> None:
    # One officer costs 1,000 a month, 2,000 in two months; 6,000 a year are 1,000 for these. Short of 1,000 in two
    # months, that is 6,000 a year: 12,000 instead of 6,000.
    change = only({"budget": {"limits": {"whole": {"pounds_per_year": 6000}}}})
    assert (change.amount, change.unit, change.limit, change.enough) == (6000.0, "pounds", 6000.0, 12000.0)


def test_places_in_a_part_of_a_year_are_told_a_year_and_agreed_joiners_do_not_matter() -> None:
    # Two more officers are asked for, so two have to be recruited in the two months of the plan. Six places a year are
    # one place then: one more, which is six a year.
    recruitment = {"hire": {"team": "a", "role": "officer", "per_intake_fte": 9, "per_year_fte": 6}}
    changes = merged(minimum([{"value": 1}, {"from": "2019-05", "value": 3}]), {"supply": {"recruitment": recruitment}})
    changes["establishment"] = {"a": {"officer": post(1, 10)}}
    found = {change.place: change for change in told(**changes).changes}
    change = found["supply.recruitment.hire.per_year_fte"]
    assert (change.amount, change.unit, change.limit, change.enough) == (6.0, "FTE", 6.0, 12.0)


def test_a_floor_of_coverage_is_told_as_the_share_that_it_is() -> None:
    # 80 hours a month come and 100 can be done in April; nobody is there for more, and nothing may be left.
    changes = {
        "demand": {"calls": {"start_within": "0 days", "coverage_floor": 0.9, "arrivals": cases(150)}},
    }
    # 300 hours in two months, of which 30 may stay undone; 200 can be done: 70 more, which is 0.2334 of the year's 300.
    change = only(changes)
    assert (change.place, change.amount, change.unit) == ("demand.calls.coverage_floor", 0.234, "share")
    # The row says what may be missing, the floor what has to be there: more of the one is less of the other.
    assert change.direction == "more"
    (edit,) = change.edits
    assert (edit.place, edit.before, edit.after) == ("demand.calls.coverage_floor", 0.9, 0.666)


def test_a_limit_on_a_level_has_the_level_s_unit() -> None:
    changes: Tree = {"priorities": [{**EXACT[0], "at_most": 10}, *EXACT[1:]]}
    changes["demand"] = {"calls": {"start_within": "0 days", "arrivals": cases(110)}}
    # Ten hours stay undone in each of two months; an hour not done counts as 2·120 hour-months late: 4,800.
    change = only(changes)
    assert (change.place, change.unit) == ("priorities[0].at_most", "hour-months")
    assert (change.amount, change.limit, change.enough) == (4790.0, 10.0, 4800.0)
