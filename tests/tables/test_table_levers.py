"""Levers on hours: redeployment, agency and displacement, with their caps and what goes on at rest."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import column, per_month, tiny

from planner.tables import Tables, tabulate


def tables(**changes: Any) -> Tables:
    return tabulate(tiny(**changes))


TEAM_B: dict[str, Any] = {
    "teams": {"b": {"title": "B"}},
    "establishment": {"b": {"officer": {"approved_fte": 2, "strength_fte": 2}}},
}
LEND: dict[str, Any] = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}}


def test_redeployment_is_limited_in_hours_or_as_a_share_of_the_lenders() -> None:
    by_fte = tables(supply={"redeployment": {"help": {**LEND, "fte": 0.5}}}, **TEAM_B).redeployments
    assert column(by_fte, "cap_hours") == pytest.approx([50, 50])
    assert by_fte["share_of_hours"].isna().all()
    by_share = tables(supply={"redeployment": {"help": {**LEND, "share_of_hours": 0.1}}}, **TEAM_B).redeployments
    assert by_share["cap_hours"].isna().all()
    assert column(by_share, "share_of_hours") == pytest.approx([0.1, 0.1])
    assert column(by_share, "fte_hours") == pytest.approx([100, 100])


def test_redeployment_from_within_a_month_counts_by_its_days() -> None:
    fte = [{"value": 0}, {"from": "2019-04-16", "value": 1}]
    assert column(
        tables(supply={"redeployment": {"help": {**LEND, "fte": fte}}}, **TEAM_B).redeployments, "cap_hours"
    ) == pytest.approx([50, 100])


def test_a_lender_that_is_not_planned_is_outside() -> None:
    outside = {**TEAM_B, "teams": {"b": {"title": "B", "out_of_scope": True}}, "establishment": {}}
    assert tables(supply={"redeployment": {"help": {**LEND, "fte": 1}}}, **outside).redeployments["outside"].all()
    assert not tables(supply={"redeployment": {"help": {**LEND, "fte": 1}}}, **TEAM_B).redeployments["outside"].any()


AGENCY: dict[str, Any] = {"team": "a", "role": "officer", "fte": 3, "pounds_per_fte_year": 24000}


def test_agency_gives_hours_at_its_productivity_and_costs_by_the_year() -> None:
    found = tables(supply={"agency": {"temps": {**AGENCY, "productivity": 0.8}}}).agency
    assert column(found, "hours_per_fte") == pytest.approx([80, 80])
    assert column(found, "pounds_per_fte") == pytest.approx([2000, 2000])
    assert column(found, "cap_fte") == [3, 3]


def test_agency_cannot_be_had_before_its_lead() -> None:
    found = tables(supply={"agency": {"temps": {**AGENCY, "lead": "1 month", "at_rest_fte": 1}}}).agency
    assert column(found, "cap_fte") == [0, 3]
    assert column(found, "at_rest_fte") == [0, 1]
    # A lead that ends within a month: not before the next one.
    assert column(tables(supply={"agency": {"temps": {**AGENCY, "lead": "3 days"}}}).agency, "cap_fte") == [0, 3]


def test_displacement_has_its_amount_in_hours() -> None:
    push = {"line": "calls", "task": "answer", "to_team": "response", "hours": per_month(20), "at_rest_share": 0.5}
    found = tables(
        teams={"response": {"title": "Response", "out_of_scope": True}}, supply={"displacement": {"push": push}}
    ).displacements
    assert column(found, "cap_hours") == pytest.approx([20, 20])
    assert column(found, "at_rest_share") == [0.5, 0.5]


def test_no_levers_no_rows() -> None:
    found = tables()
    assert [
        len(table)
        for table in (
            found.redeployments,
            found.overtime,
            found.agency,
            found.displacements,
            found.overtime_limits,
            found.reduced_hours,
            found.reduced_hours_together,
        )
    ] == [0] * 7


LESS: dict[str, Any] = {"team": "a", "role": "officer", "fte": 2, "productivity": 0.6}


def test_reduced_hours_lose_what_they_do_not_give_and_save_what_they_are_not_paid() -> None:
    lever = {
        **LESS,
        "pay_share": 0.75,
        "pounds_per_fte_month": 50,
        "at_rest_fte": [{"value": 3}, {"from": "2019-05", "value": 1}],
    }
    found = tables(
        period={"last": "2019-09", "step": "quarter"}, supply={"reduced_hours": {"less": lever}}
    ).reduced_hours
    assert column(found, "cap_fte") == [2, 2]
    # Three for 30 of 91 days and one for 61 of them; later one. No more than may be.
    assert column(found, "at_rest_fte") == pytest.approx([(3 * 30 + 61) / 91, 1])
    assert column(found, "lost_share") == pytest.approx([0.4, 0.4])
    assert column(found, "unpaid_share") == pytest.approx([0.25, 0.25])
    assert column(found, "pounds_per_fte") == pytest.approx([150, 150])


def test_a_limit_on_reduced_hours_together_has_its_members_in_every_period() -> None:
    together = {"all": {"members": ["more", "less"], "fte": [{"value": 1}, {"from": "2019-05", "value": 2}]}}
    found = tables(
        supply={"reduced_hours": {"less": LESS, "more": LESS}, "reduced_hours_together": together}
    ).reduced_hours_together
    assert found[["limit", "period", "members", "fte"]].to_numpy().tolist() == [
        ["supply.reduced_hours_together.all", 0, ("less", "more"), 1],
        ["supply.reduced_hours_together.all", 1, ("less", "more"), 2],
    ]
