"""Work: every hour that falls due is worked, displaced or missed."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, Tree, cases, cell, column, formulate_tiny, per_month, post, role, rows_of, solve_tiny

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
HELPER: dict[str, Any] = {"roles": {"helper": role()}, "establishment": {"a": {"helper": post(1)}}}
RESPONSE: Tree = {"response": {"title": "Response", "out_of_scope": True}}


def calls(a_month: float = 80, **changes: Any) -> dict[str, Any]:
    return {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT, **changes}}


@pytest.mark.rule("work", "row")
def test_work_row_weighs_hours_by_efficiency_and_cases_by_their_hours() -> None:
    task = {"answer": {"hours_per_case": 3, "roles": {"officer": 0.5, "helper": 1}}}
    assert rows_of(formulate_tiny(demand=calls(tasks=task), **HELPER, **ONE), "work") == [
        "worked[calls,answer,helper,0] + 0.5 worked[calls,answer,officer,0] - 3 started[calls,0] = 0"
    ]


@pytest.mark.rule("work", "row")
def test_work_row_spreads_a_cases_hours_over_the_months_after_its_start() -> None:
    spread = calls(
        spread_by_month=[0.5, 0.3, 0.2], opening={"in_work_cases": 0}, tasks={"answer": {"hours_per_case": 10}}
    )
    assert rows_of(formulate_tiny(demand=spread, period={"last": "2019-06"}), "work") == [
        "worked[calls,answer,officer,0] - 5 started[calls,0] = 0",
        "worked[calls,answer,officer,1] - 3 started[calls,0] - 5 started[calls,1] = 0",
        "worked[calls,answer,officer,2] - 2 started[calls,0] - 3 started[calls,1] - 5 started[calls,2] = 0",
    ]


@pytest.mark.rule("work", "row")
def test_work_row_bears_cases_in_work_at_the_opening_which_may_be_stopped() -> None:
    spread = calls(spread_by_month=[0.5, 0.5], opening={"in_work_cases": 40})
    formulation = formulate_tiny(demand=spread)
    # 40 cases with half an hour left in April. In May nothing of them is left.
    assert rows_of(formulation, "work") == [
        "worked[calls,answer,officer,0] + missed[calls,answer,0] - 0.5 started[calls,0] = 20",
        "worked[calls,answer,officer,1] - 0.5 started[calls,0] - 0.5 started[calls,1] = 0",
    ]
    assert formulation.variables.missed["calls", "answer", 0].upBound == pytest.approx(20)


@pytest.mark.rule("work", "row")
def test_work_row_lets_a_task_be_missed_or_displaced_where_that_is_stated() -> None:
    demand = calls(tasks={"write": {"hours_per_case": 2, "roles": {"officer": 1}, "may_be_missed": True}})
    push = {"push": {"line": "calls", "task": "answer", "to_team": "response", "hours": per_month(40)}}
    assert rows_of(formulate_tiny(demand=demand, teams=RESPONSE, supply={"displacement": push}, **ONE), "work") == [
        "worked[calls,answer,officer,0] + displaced[push,0] - started[calls,0] = 0",
        "worked[calls,write,officer,0] + missed[calls,write,0] - 2 started[calls,0] = 0",
    ]


@pytest.mark.rule("work", "optimum")
def test_the_better_suited_work_first_and_nobody_is_idle() -> None:
    # The officer does half an hour's work in an hour, the helper a whole: together 150 of 200 hours.
    tables = solve_tiny(demand=calls(200, tasks={"answer": {"roles": {"officer": 0.5, "helper": 1}}}), **HELPER)
    assert column(tables["work"], "covered_hours", plan="after") == [150, 150]
    assert column(tables["worked"], "worked_hours", plan="after", role="officer") == [100, 100]


@pytest.mark.rule("work", "optimum")
def test_hours_of_earlier_starts_come_first_because_they_are_due() -> None:
    # Each of 100 cases a month takes an hour in its month and an hour in the next. One officer can start 100 in April
    # and then must finish them: none in May. Starting x in April leaves 100 - x for May: x + (100 - x) = 100 started
    # in all, whatever x is; not done are 2 hours for each of the 100 others.
    spread = calls(
        100, spread_by_month=[0.5, 0.5], opening={"in_work_cases": 0}, tasks={"answer": {"hours_per_case": 2}}
    )
    tables = solve_tiny(demand=spread)
    assert sum(column(tables["work"], "started_cases", plan="after")) == pytest.approx(100)
    assert sum(column(tables["work"], "not_done_hours", plan="after")) == pytest.approx(200)
    due = column(tables["work"], "due_hours", plan="after")
    started = column(tables["work"], "started_cases", plan="after")
    assert due == pytest.approx([started[0], started[0] + started[1]])


@pytest.mark.rule("work", "optimum")
def test_what_a_task_lacks_is_counted_as_missed_when_it_falls_due() -> None:
    # 80 cases of one hour to answer and one to write: 160 hours, 100 of an officer. Closing a case saves two hours and
    # loses two, missing to write saves one and loses one: 60 hours are lost in either way.
    demand = calls(tasks={"write": {"hours_per_case": 1, "roles": {"officer": 1}, "may_be_missed": True}})
    tables = solve_tiny(demand=demand, **ONE)
    assert cell(tables["work"], "not_done_hours", plan="after") == pytest.approx(60)
    assert cell(tables["work"], "covered_hours", plan="after") == pytest.approx(100)
    missed = sum(column(tables["tasks"], "missed_hours", plan="after"))
    assert missed + 2 * cell(tables["work"], "closed_undone_cases", plan="after") == pytest.approx(60)


@pytest.mark.rule("work", "optimum")
def test_cases_in_work_at_the_opening_can_be_stopped_and_count_as_not_done() -> None:
    # Nobody is there: the 20 hours of April are stopped, and the 80 cases of each month are not started.
    spread = calls(spread_by_month=[0.5, 0.5], opening={"in_work_cases": 40})
    tables = solve_tiny(demand=spread, establishment={"a": {"officer": post(0, 1)}})
    assert column(tables["work"], "not_done_hours", plan="after") == pytest.approx([100, 80])
    assert column(tables["work"], "missed_hours", plan="after") == pytest.approx([20, 0])


@pytest.mark.rule("work", "optimum")
def test_displaced_work_is_used_after_everything_else_and_is_not_covered() -> None:
    # 130 hours, 100 of an officer; 40 may be displaced. The gap comes first: 30 are displaced, and no more than that.
    push = {"push": {"line": "calls", "task": "answer", "to_team": "response", "hours": per_month(40)}}
    tables = solve_tiny(demand=calls(130), teams=RESPONSE, supply={"displacement": push}, priorities=EXACT)
    assert column(tables["work"], "displaced_hours", plan="after") == pytest.approx([30, 30])
    assert column(tables["work"], "covered_hours", plan="after") == pytest.approx([100, 100])
    assert column(tables["elsewhere"], "hours", plan="after", kind="displaced_work") == pytest.approx([30, 30])
    assert cell(tables["levels"], "held", plan="after", level="displaced") == pytest.approx(60)


@pytest.mark.rule("work", "absent")
def test_work_borne_wholly_elsewhere_is_no_row() -> None:
    elsewhere = {"calls": {"tasks": {"answer": {"out_of_scope": {"response": 1}}}}}
    assert rows_of(formulate_tiny(demand=elsewhere, teams=RESPONSE), "work") == []
