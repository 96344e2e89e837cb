"""Every action by when it has to be decided, and who stands behind it: as stated, and blank where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from planner.papers import Paper, paper_of, subject_of
from planner.papers.paper import Table
from planner.plan.plan import Plan
from planner.reports.decisions import Decision, decisions

Solve = Callable[..., Plan]
BUSY: dict[str, Any] = {
    "period": {"first": "2019-04", "last": "2019-09", "run_out": "0 days"},
    "demand": {"calls": {"arrivals": {"cases": {"value": 150, "per": "month"}}, "start_within": "0 days"}},
}
"""150 hours of calls that cannot wait, each month, for 100 hours of work."""


def only(found: tuple[Decision, ...]) -> Decision:
    (decision,) = found
    return decision


def rows(paper: Paper, beginning: str) -> list[dict[str, str]]:
    (table,) = (block for block in paper.blocks if isinstance(block, Table) and block.caption.startswith(beginning))
    return [dict(zip(table.head, row, strict=True)) for row in table.rows]


def test_a_recruit_is_decided_on_so_much_earlier_as_the_lead_is_long(solve_small: Solve) -> None:
    # 150 hours need half a person more. There is a place in June alone, and whoever starts then joins on 1 August.
    plan = solve_small(
        **BUSY,
        establishment={"a": {"officer": {"approved_fte": 2}}},
        supply={
            "recruitment": {
                "outside": {
                    "team": "a",
                    "role": "officer",
                    "per_intake_fte": 1,
                    "intakes": ["2019-06-01"],
                    "lead": "2 months",
                    "decided": {
                        "owner": "Head of people",
                        "approver": "Deputy chief constable",
                        "equality_impact": "under_way",
                    },
                }
            }
        },
    )
    found = only(decisions(plan))
    assert (found.title, found.amount.before, found.amount.after) == ("Bring in: officer, to Team A", 0.0, 0.5)
    assert (found.decide_by, found.effect) == (date(2019, 6, 1), date(2019, 8, 1))
    assert found.needs == "2 months to the day of joining"
    (row,) = rows(paper_of(subject_of(plan)), "Actions")
    assert (row["owner"], row["approver"], row["equality impact"]) == (
        "Head of people",
        "Deputy chief constable",
        "under way",
    )
    assert (row["takes effect"], row["decide by"]) == ("1 August 2019", "1 June 2019")


def test_agency_is_decided_on_before_it_can_be_bought_and_what_is_unstated_stays_blank(solve_small: Solve) -> None:
    # None before the first period plus the two months that buying takes: from June on.
    plan = solve_small(
        **BUSY,
        supply={
            "agency": {
                "hired": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 60000, "lead": "2 months"}
            }
        },
    )
    found = only(decisions(plan))
    assert (found.effect, found.decide_by) == (date(2019, 6, 1), date(2019, 4, 1))
    assert (found.owner, found.approver, found.equality_impact) == ("", "", "")


def test_an_exit_is_decided_on_before_consultation_and_notice(solve_small: Solve) -> None:
    # Two staff for work of one, and pay that counts: one goes as soon as consultation and notice are over.
    plan = solve_small(
        period={"first": "2019-04", "last": "2020-03", "run_out": "0 days"},
        roles={"clerk": {"title": "Clerk", "grade": "clerk", "hours": "full", "pay": {"pounds_per_year": 24000}}},
        pay={"staff": {"price_base": "2019-04"}},
        establishment={"a": {"clerk": {"approved_fte": 2, "strength_fte": 2}}},
        supply={
            "exits": {
                "goes": {
                    "kind": "redundancy",
                    "from": {"team": "a", "role": "clerk"},
                    "consultation": "1 month",
                    "notice": "2 months",
                    "per_year_fte": 1,
                }
            }
        },
    )
    found = only(decisions(plan))
    assert found.effect is not None
    assert found.effect >= date(2019, 7, 1)
    assert found.decide_by == date(found.effect.year, found.effect.month - 3, 1)
    assert found.needs == "1 month of consultation and 2 months of notice"


def test_what_goes_on_anyway_is_no_decision(solve_small: Solve) -> None:
    plan = solve_small(
        **BUSY,
        supply={
            "overtime": {
                "all": {"roles": ["officer"], "multiplier": 1.333, "share_of_contracted": 0.1, "at_rest_share": 0.1}
            }
        },
    )
    assert decisions(plan) == ()
    said = " ".join(paper_of(subject_of(plan)).texts())
    assert "no action beyond what goes on anyway" in said


def test_the_risk_register_says_what_the_scenario_states_and_nothing_else(solve_small: Solve) -> None:
    risk = {"consequence": "Callers wait", "score": "4 x 4 = 16 of 25"}
    plan = solve_small(**{**BUSY, "demand": {"calls": {**BUSY["demand"]["calls"], "risk": risk}}})
    (row,) = rows(paper_of(subject_of(plan)), "Residual gaps")
    assert row == {
        "gap": "Calls",
        "hours": "300",
        "FTE": "0.5",
        "section": "",
        "consequence": "Callers wait",
        "mitigation": "",
        "owner": "",
        "score": "4 x 4 = 16 of 25",
    }


@pytest.mark.parametrize("findings", [0, 3])
def test_the_assurance_says_what_the_checker_found(solve_small: Solve, findings: int) -> None:
    from planner.papers import Checked

    plan = solve_small(**BUSY)
    said = " ".join(paper_of(subject_of(plan, checked=Checked("outputs/small", 97, findings))).texts())
    assert ("found nothing wrong" in said) == (findings == 0)
    assert ("3\xa0figures wrong in outputs/small" in said) == (findings == 3)
    assert "without running planner verify" in " ".join(paper_of(subject_of(plan)).texts())
