"""The page about a shipped scenario: short, without codes, and its sums are those of the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import solve
from planner.plan.plan import Plan
from planner.reports.answer import Answer, make_answer
from planner.reports.figures import PLANS
from planner.reports.markdown import markdown
from planner.reports.terminal import page

INPUT = Path(__file__).parents[2] / "inputs" / "2019.yaml"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(INPUT)


@pytest.fixture(scope="module")
def answer(plan: Plan) -> Answer:
    return make_answer(plan)


def test_the_page_stays_short_and_names_nothing_by_its_code(plan: Plan, answer: Answer) -> None:
    lines = [line.text for line in page(answer, "outputs/2019", 100)]
    assert len(lines) <= 68
    assert max(map(len, lines)) <= 100
    scenario = plan.loaded.scenario
    codes = {
        name
        for names in (scenario.teams, scenario.roles, scenario.demand, scenario.supply.recruitment)
        for name in names
    }
    codes = {code for code in codes if "_" in code}
    summary = markdown(answer, []).replace("\\_", "_")
    assert [code for code in codes if code in summary or any(code in line for line in lines)] == []


def test_people_add_up_from_the_opening_to_the_end(answer: Answer) -> None:
    for team in answer.team_flows:
        for plan in PLANS:
            came = getattr(team.joiners_fte, plan) + getattr(team.moves_in_fte, plan)
            went = getattr(team.moves_out_fte, plan) + getattr(team.leavers_fte, plan)
            assert team.opening_fte + came - went == pytest.approx(getattr(team.closing_fte, plan), abs=0.02)
            assert getattr(team.approved_fte, plan) - getattr(team.closing_fte, plan) == pytest.approx(
                getattr(team.vacancy_fte, plan), abs=0.01
            )


def test_flows_are_all_that_comes_and_moves(answer: Answer) -> None:
    for plan in PLANS:
        for is_move, whole in ((False, answer.actions.joiners_fte), (True, answer.actions.moves_fte)):
            flows = sum(getattr(each.fte, plan) for each in answer.placings if each.is_move is is_move)
            assert flows == pytest.approx(getattr(whole, plan), abs=1e-6)


def test_money_adds_up_by_kind_and_step_by_step(answer: Answer) -> None:
    (year,), (steps,) = answer.years, answer.reconciliation
    for plan in PLANS:
        cost = getattr(year.cost_pounds, plan)
        assert sum(getattr(each.pounds, plan) for each in answer.kinds_of_cost) == pytest.approx(cost, abs=0.5)
        assert getattr(steps.steps[-1].pounds, plan) == pytest.approx(cost, abs=0.5)
        running = 0.0
        for step in steps.steps:
            if step.is_total:
                assert getattr(step.pounds, plan) == pytest.approx(running, abs=0.5)
            else:
                running += getattr(step.pounds, plan)


def test_spare_and_waiting_hours_are_those_of_the_tables(plan: Plan, answer: Answer) -> None:
    staffing, work = (
        plan.table("staffing", plan="after", reported=True),
        plan.table("work", plan="after", reported=True),
    )
    end = work[work["period_first"] == work["period_first"].max()]
    assert answer.spare.hours.after == pytest.approx(staffing["spare_hours"].sum())
    assert answer.trend.waiting_hours.after == pytest.approx(end["backlog_hours"].sum())
    assert answer.trend.worst_overdue_hours == pytest.approx(work.groupby("period")["overdue_hours"].sum().max())
