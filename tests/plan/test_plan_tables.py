"""The tables of a plan hang together: people, flows, hours, work and money each add up from their printed cells."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pytest
from tiny import Tree, cases, cell, column, line, merged, per_month, post, role, rows, solve_tiny, two_teams

from planner.tables.rows import each_row
from planner.vocabulary import COLUMNS, TABLES

CANNOT_WAIT: Tree = {"start_within": "0 days"}
OFFICERS_OF_B: Tree = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}}

BUSY: Tree = merged(
    two_teams(6, 4, posts=12),
    {
        "period": {"last": "2019-09", "run_out": "2 months"},
        "teams": {"response": {"title": "Response", "out_of_scope": True}},
        "roles": {"sergeant": role(pay={"pounds_per_year": 24000})},
        "pay": {
            "officers": {
                "on_costs": {"pension": {"share": 0.3}},
                "awards": {"autumn": {"from": "2019-09", "rise": 0.025}},
            }
        },
        "hours": {"full": {"lines": {"leave": {"kind": "absence", "hours": {"value": 250, "per": "year"}}}}},
        "establishment": {
            "a": {
                "officer": {
                    "unavailable": {"maternity": {"fte": 0.7, "until": "2019-07-10"}},
                    "limited_duty": {"desk": {"fte": 1, "barred": ["calls"]}},
                },
                "sergeant": post(1, 2),
            }
        },
        "demand": {
            "calls": {
                "arrivals": cases(470),
                "tasks": {"write": {"hours_per_case": 1 / 3, "roles": {"officer": 1}, "may_be_missed": True}},
                **CANNOT_WAIT,
            },
            "visits": line(
                arrivals=cases(310),
                opening={"backlog_cases": 450},
                repeat_calls=per_month(0.05),
                spread_by_month=[0.6, 0.4],
                tasks={"answer": {"roles": {"officer": 0.9}}},
                partner_share=0.1,
                recorded_share=0.9,
            ),
            "checks": line(
                team="b", tier=2, arrivals=cases(250), tasks={"answer": {"out_of_scope": {"response": 0.2}}}
            ),
        },
        "supply": {
            "leavers": {
                "officer": {"rate": {"value": 0.1, "per": "year"}, "first_year": {"value": 0.3, "per": "year"}}
            },
            "known_leavers": {"retires": {"team": "a", "role": "officer", "on": "2019-06-11", "fte": 1}},
            "known_joiners": {"returns": {"team": "a", "role": "officer", "on": "2019-05-20", "fte": 0.8}},
            "recruitment": {
                "intake": {
                    "team": "a",
                    "role": "officer",
                    "per_intake_fte": 1,
                    "lead": "2 months",
                    "stay": 0.95,
                    "cost_pounds_each": 700,
                    "in_lead": {"pay_share": 0.5},
                    "productivity_by_month": [0.4, 0.8],
                    "tutor": {"team": "a", "role": "officer", "hours_per_month": 8, "months": 2},
                    "already_started": [{"on": "2019-03", "fte": 0.5}],
                    "at_rest_fte": {"value": 2, "per": "year"},
                },
                "short": {
                    "team": "a",
                    "role": "officer",
                    "per_intake_fte": 0.5,
                    "length": "3 months",
                    "pounds_per_fte_month": 90,
                    "from_team": "response",
                },
            },
            "moves": {
                "over": {**OFFICERS_OF_B, "per_month_fte": 0.25, "cost_pounds_each": 200, "settling_in_by_month": [0.7]}
            },
            "redeployment": {
                "help": {**OFFICERS_OF_B, "share_of_hours": 0.05, "efficiency": 0.8, "pounds_per_hour": 1}
            },
            "overtime": {
                "extra": {"roles": ["officer"], "multiplier": 1.5, "share_of_contracted": 0.04, "at_rest_share": 0.01}
            },
            "agency": {"temps": {"team": "a", "role": "officer", "fte": 0.5, "pounds_per_fte_year": 40000}},
            "displacement": {
                "push": {"line": "visits", "task": "answer", "to_team": "response", "hours": per_month(12)}
            },
        },
        "structure": {
            "supervision": {
                "watch": {
                    "led": [{"team": "a", "role": "officer"}],
                    "leaders": [{"team": "a", "role": "sergeant", "span": 5}],
                }
            }
        },
        "requirements": {
            "sergeants": {"team": "a", "roles": ["sergeant"], "at_least_fte": 1.5, "short_pounds_per_fte_month": 10}
        },
        "initiatives": {
            "form": {
                "title": "Shorter form",
                "starts": "2019-06-16",
                "start_up_pounds": 300,
                "pounds_per_month": 50,
                "effects": {"shorter": {"line": "calls", "tasks": ["write"], "hours_factor": 0.9}},
            }
        },
        "budget": {
            "limits": {
                "whole": {"pounds_per_year": 230000},
                "extra": {"pounds_per_year": 9000, "kinds": ["overtime", "agency"]},
            }
        },
    },
)
"""Something of everything."""


@cache
def busy() -> dict[str, pd.DataFrame]:
    return solve_tiny(**BUSY)


def test_the_busy_scenario_uses_every_table() -> None:
    # Else the tests below would prove nothing. Removed ranks have a scenario of their own, in test_plan_holders.
    elsewhere = {"trials", "assumptions", "breaches", "holders", "former_holders", "record", "record_fit", "removal"}
    elsewhere |= {"rounding", "stress"}  # people are whole in test_plan_rounding, and held in whatif/test_stress
    elsewhere |= {"overrides"}  # a scenario is read from files in cli/test_what_if
    assert [name for name in TABLES if name not in elsewhere and busy()[name].empty] == []
    kinds = set(busy()["flows"]["kind"])
    assert kinds == {
        "leavers",
        "known_leavers",
        "known_joiners",
        "joiners",
        "terms_over",
        "moves_in",
        "moves_out",
        "starts",
    }


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"trials", "assumptions", "stress", "overrides"}))
def test_a_table_has_the_columns_of_its_contract_a_unique_key_and_printed_precision(name: str) -> None:
    table, contract = busy()[name], TABLES[name]
    assert tuple(table.columns) == contract.columns
    assert not table.duplicated(list(contract.key)).any()
    before_first = table.replace({"plan": {"before": "1", "after": "2"}}) if "plan" in contract.key else table
    assert before_first.equals(before_first.sort_values(list(contract.key), kind="stable", ignore_index=True))
    for column_ in contract.columns:
        if COLUMNS[column_].kind == "number":
            pd.testing.assert_series_equal(table[column_], table[column_].round(COLUMNS[column_].decimals))


# ---------------------------------------------------------------- people
def test_posts_are_strength_and_vacancy() -> None:
    table = busy()["staffing"]
    assert (table["strength_fte"] + table["vacancy_fte"]).to_numpy() == pytest.approx(
        table["approved_fte"].to_numpy(), abs=2e-4
    )
    assert (table["vacancy_fte"].clip(upper=0) + table["supernumerary_fte"]).abs().max() <= 2e-4


def test_strength_changes_by_its_flows_and_by_nothing_else() -> None:
    signs = {
        "leavers": -1,
        "known_leavers": -1,
        "moves_out": -1,
        "terms_over": -1,
        "joiners": 1,
        "known_joiners": 1,
        "moves_in": 1,
        "starts": 0,
    }
    opening = {("a", "officer"): 6.0, ("b", "officer"): 4.0, ("a", "sergeant"): 1.0}
    flows = busy()["flows"]
    change = (
        (flows["fte"] * flows["kind"].map(signs))
        .groupby([flows[name] for name in ("plan", "team", "role", "period")])
        .sum()
    )
    for (plan, team, name), part in busy()["staffing"].groupby(["plan", "team", "role"]):
        before = opening[str(team), str(name)]
        for row in each_row(part):
            expected = before + float(change.get((plan, team, name, row.period), 0.0))
            assert row.strength_fte == pytest.approx(expected, abs=1e-3)
            before = float(row.strength_fte)


def test_everyone_who_moves_out_moves_in() -> None:
    flows = busy()["flows"]
    out, into = (rows(flows, kind=kind).groupby(["plan", "period"])["fte"].sum() for kind in ("moves_out", "moves_in"))
    assert out.to_dict() == into.to_dict()


def test_a_person_who_came_or_left_within_a_month_is_available_for_a_part_of_it() -> None:
    # Nobody decides anything before action in team a but the recruits at rest: June has one leaver who was there for
    # ten of its thirty days, and 0.7 are away.
    staffing = rows(busy()["staffing"], plan="before", team="a", role="officer", period="2019-06")
    away = cell(staffing, "unavailable_fte")
    assert away == pytest.approx(0.7 * 0.9 ** (3 / 12), abs=1e-4)
    assert cell(staffing, "available_fte") == pytest.approx(cell(staffing, "strength_fte") + 10 / 30 - away, abs=2e-4)


def test_headcount_is_strength_by_the_fte_of_a_head() -> None:
    tables = solve_tiny(establishment={"a": {"officer": {"strength_fte": 0.8, "fte_per_head": 0.8}}})
    assert column(tables["staffing"], "headcount", plan="after") == [1, 1]


# ---------------------------------------------------------------- hours
def test_the_waterfall_of_hours_adds_up() -> None:
    table = busy()["staffing"]
    people = table["contracted_hours"] - table["away_hours"] - table["learning_hours"]
    assert people.to_numpy() == pytest.approx(table["productive_hours"].to_numpy(), abs=2e-3)
    on_hand = (
        table["productive_hours"]
        + table["overtime_hours"]
        + table["agency_hours"]
        + table["borrowed_hours"]
        - table["tutor_hours"]
        - table["lent_hours"]
    )
    assert on_hand.to_numpy() == pytest.approx((table["worked_hours"] + table["spare_hours"]).to_numpy(), abs=5e-3)
    assert table["spare_hours"].min() >= -1e-3


def test_available_less_limited_is_deployable() -> None:
    table = busy()["staffing"]
    assert (table["available_fte"] - table["limited_fte"]).to_numpy() == pytest.approx(
        table["deployable_fte"].to_numpy(), abs=2e-4
    )


def test_hours_worked_by_people_are_the_hours_worked_on_tasks() -> None:
    by_task = busy()["worked"].groupby(["plan", "team", "role", "period"])["worked_hours"].sum()
    people = busy()["staffing"].set_index(["plan", "team", "role", "period"])["worked_hours"]
    assert by_task.reindex(people.index, fill_value=0.0).to_numpy() == pytest.approx(people.to_numpy(), abs=3e-3)


def test_hours_worked_at_their_efficiency_are_the_hours_covered() -> None:
    worked = busy()["worked"]
    assert set(worked["efficiency"]) == {0.9, 1.0}
    assert (worked["worked_hours"] * worked["efficiency"]).to_numpy() == pytest.approx(
        worked["covered_hours"].to_numpy(), abs=2e-3
    )
    by_task = worked.groupby(["plan", "line", "task", "period"])["covered_hours"].sum()
    tasks = busy()["tasks"].set_index(["plan", "line", "task", "period"])["covered_hours"]
    assert by_task.reindex(tasks.index, fill_value=0.0).to_numpy() == pytest.approx(tasks.to_numpy(), abs=3e-3)


def test_hours_of_a_line_are_the_hours_of_its_tasks() -> None:
    names = ["due_hours", "covered_hours", "displaced_hours", "missed_hours"]
    of_tasks = busy()["tasks"].groupby(["plan", "line", "period"])[names].sum()
    of_lines = busy()["work"].set_index(["plan", "line", "period"])[names]
    assert of_tasks.loc[of_lines.index].to_numpy() == pytest.approx(of_lines.to_numpy(), abs=3e-3)


def test_hours_of_a_task_are_covered_displaced_or_missed() -> None:
    table = busy()["tasks"]
    parts = table["covered_hours"] + table["displaced_hours"] + table["missed_hours"]
    assert parts.to_numpy() == pytest.approx(table["due_hours"].to_numpy(), abs=3e-3)


# ---------------------------------------------------------------- work
def test_the_backlog_of_a_period_is_the_opening_of_the_next_and_balances() -> None:
    for _, part in busy()["work"].groupby(["plan", "line"]):
        waits = (
            part["opening_backlog_cases"]
            + part["arrivals_cases"]
            + part["repeat_cases"]
            - part["started_cases"]
            - part["closed_undone_cases"]
        )
        assert waits.to_numpy() == pytest.approx(part["backlog_cases"].to_numpy(), abs=5e-4)
        assert part["opening_backlog_cases"].tolist()[1:] == part["backlog_cases"].tolist()[:-1]


def test_partners_and_latent_cases_are_shares_of_the_recorded_ones() -> None:
    table = rows(busy()["work"], line="visits")
    assert table["partner_cases"].to_numpy() == pytest.approx((table["recorded_cases"] * 0.1).to_numpy(), abs=1e-3)
    assert table["latent_cases"].to_numpy() == pytest.approx((table["recorded_cases"] / 9).to_numpy(), abs=1e-3)


def test_overdue_is_worked_out_from_the_backlog_even_where_nothing_minimises_it() -> None:
    # Only cost is minimised, so the variable for overdue could stand anywhere above the truth.
    tables = solve_tiny(
        demand={"calls": {"arrivals": cases(100)}},
        establishment={"a": {"officer": post(0.5, 1)}},
        period={"last": "2019-07"},
        priorities=["cost"],
    )
    table = rows(tables["work"], plan="after")
    assert table["overdue_cases"].to_numpy() == pytest.approx(
        (table["backlog_cases"] - 100).clip(lower=0).to_numpy(), abs=1e-3
    )
    assert table["overdue_cases"].max() > 0


def test_overdue_is_what_a_queue_served_first_in_first_out_says() -> None:
    # The oldest cases are started first; at the end of a month those from before it are older than the standard.
    arrivals, opening, given = [90.0, 30.0, 160.0, 70.0, 10.0], 120.0, 80.0
    tables = solve_tiny(
        demand={
            "calls": {
                "arrivals": {"cases": None, "by_period": arrivals},
                "opening": {"backlog_cases": opening, "backlog_ages": [{"up_to": "1 month", "cases": 120}]},
            }
        },
        establishment={"a": {"officer": post(given / 100, 1)}},
        period={"last": "2019-08"},
    )
    queue, expected = [opening], []
    for arrived in arrivals:
        queue.append(arrived)
        left = given
        for place, waiting in enumerate(queue):
            queue[place] = waiting - min(waiting, left)
            left -= waiting - queue[place]
        expected.append(sum(queue[:-1]))
    assert max(expected) > 0
    assert column(tables["work"], "overdue_cases", plan="after") == pytest.approx(expected, abs=1e-3)


def test_a_line_borne_elsewhere_is_started_as_it_arrives() -> None:
    elsewhere = line(arrivals=cases(30), tasks={"answer": {"hours_per_case": 2, "out_of_scope": {"response": 1}}})
    tables = solve_tiny(teams={"response": {"title": "Response", "out_of_scope": True}}, demand={"visits": elsewhere})
    assert column(tables["work"], "started_cases", plan="after", line="visits") == pytest.approx([30, 30])
    borne = rows(tables["elsewhere"], plan="after")
    assert (
        borne[["team", "kind", "cause", "hours", "fte"]].to_numpy().tolist()
        == [["response", "borne_by_agreement", "visits", 60, 0.6]] * 2
    )


def test_agreed_shares_are_borne_when_a_case_arrives_whatever_the_planned_teams_do_with_it() -> None:
    work = rows(busy()["work"], line="checks").set_index(["plan", "period"])
    work = work["arrivals_cases"] + work["repeat_cases"]
    borne = rows(busy()["elsewhere"], kind="borne_by_agreement", cause="checks").set_index(["plan", "period"])["hours"]
    assert borne.to_numpy() == pytest.approx((work[work > 0].loc[borne.index] * 0.2).to_numpy(), abs=2e-3)


def test_people_taken_from_a_donor_are_counted_as_taken_from_the_start() -> None:
    taken = {
        "team": "a",
        "role": "officer",
        "from_team": "response",
        "per_intake_fte": 1,
        "lead": "1 month",
        "intakes": ["2019-04"],
    }
    tables = solve_tiny(
        teams={"response": {"title": "Response", "out_of_scope": True}},
        demand={"calls": {"arrivals": cases(200), **CANNOT_WAIT}},
        establishment={"a": {"officer": post(1, 2)}},
        supply={"recruitment": {"transfer": taken}},
        priorities=[{"level": "gap_tier_1", "tolerance": 0}, "displaced"],
    )
    lost = rows(tables["elsewhere"], plan="after", kind="recruited_from")
    assert lost[["team", "cause", "hours", "fte"]].to_numpy().tolist() == [["response", "transfer", 100, 1]] * 2


# ---------------------------------------------------------------- money
def test_costs_add_up_to_the_cost_level() -> None:
    # Every printed cell, run-out and shortfall included, is in the level; each may be rounded by half a penny.
    costs = rows(busy()["costs"], plan="after")
    level = cell(busy()["levels"], "held", plan="after", level="cost")
    assert costs["pounds"].sum() == pytest.approx(level, abs=0.005 * (len(costs) + 200))


def test_every_kind_of_cost_is_there_with_its_nature() -> None:
    natures = {(row.kind, row.nature) for row in each_row(busy()["costs"])}
    assert (
        natures
        == {
            ("pay", "recurrent"),
            ("on_costs", "recurrent"),
            ("overtime", "recurrent"),
            ("agency", "recurrent"),
            ("redeployment", "recurrent"),
            ("fixed_term", "recurrent"),
            ("shortfall", "recurrent"),
            ("recruitment", "one_off"),
            ("moves", "one_off"),
            ("initiatives", "one_off"),
            ("initiatives", "recurrent"),
        }
        - _unused_kinds()
    )


def _unused_kinds() -> set[tuple[str, str]]:
    """Kinds of levers that the plan does not use, as the table of levers has it."""
    used = rows(busy()["levers"], plan="after").groupby("kind")["used"].sum()
    kinds = {"redeployment": "redeployment", "agency": "agency"}
    return {(kind, "recurrent") for lever, kind in kinds.items() if used[lever] == 0}


def test_on_costs_are_their_share_of_pay() -> None:
    costs = rows(busy()["costs"], plan="after")
    pay, on_costs = (rows(costs, kind=kind)["pounds"].to_numpy() for kind in ("pay", "on_costs"))
    assert on_costs == pytest.approx(pay * 0.3, abs=0.01)


def test_pay_rises_with_the_award() -> None:
    # Sergeants change only by recruitment, and there is none: 2,000 pounds a month until the award.
    pay = column(busy()["costs"], "pounds", plan="after", kind="pay", role="sergeant")
    assert pay[:6] == pytest.approx([2000] * 5 + [2050])


def test_the_budget_is_the_sum_of_the_printed_costs_that_count() -> None:
    costs = busy()["costs"]
    cash = costs[costs["kind"] != "shortfall"]
    extra = cash[cash["kind"].isin(["overtime", "agency"])]
    for name, counted in (("whole", cash), ("extra", extra)):
        table = rows(busy()["budget"], limit=name)
        for plan in ("before", "after"):
            assert table[f"{plan}_pounds"].sum() == pytest.approx(
                counted[counted["plan"] == plan]["pounds"].sum(), abs=0.01
            )
        assert (table["limit_pounds"] - table["after_pounds"]).to_numpy() == pytest.approx(
            table["left_pounds"].to_numpy(), abs=0.02
        )


# ---------------------------------------------------------------- printed totals
def test_coverage_is_worked_out_from_the_printed_cells() -> None:
    # Thirds of hours everywhere: sums of what is printed, not printed sums of what was solved.
    tables = solve_tiny(
        demand={"calls": {"arrivals": cases(200 / 3), **CANNOT_WAIT}},
        period={"last": "2019-09"},
        establishment={"a": {"officer": post(1 / 3)}},
    )
    work = rows(tables["work"], plan="after")
    whole = rows(tables["coverage"], plan="after", scope="force", window_kind="whole")
    for name in ("covered_hours", "not_done_hours"):
        assert cell(whole, name) == round(work[name].sum(), 3)
    assert cell(whole, "covered_hours") == round(6 * 33.333, 3)
    assert cell(whole, "demand_hours") == round(cell(whole, "covered_hours") + cell(whole, "gap_hours"), 3)


def test_supervision_counts_the_led_and_the_unled() -> None:
    tables = busy()
    led = tables["supervision"].set_index(["plan", "period"])
    leads = tables["leaders"].groupby(["plan", "period"])["leads_fte"].sum().reindex(led.index)
    assert (led["unled_fte"] + leads).to_numpy() == pytest.approx(led["led_fte"].to_numpy(), abs=5e-4)


def test_levels_are_numbered_in_their_order_for_both_plans() -> None:
    levels = busy()["levels"]
    for plan in ("before", "after"):
        part = rows(levels, plan=plan)
        assert part["order"].tolist() == list(range(1, len(part) + 1))
        assert part["level"].iloc[-1] == "tie_break"


def test_no_exchange_rate_is_for_the_tie_break() -> None:
    assert set(busy()["exchange"]["below"]) & {"tie_break"} == set()
    assert set(busy()["exchange"]["level"]) <= {"gap_tier_1", "gap_tier_2", "cost"}


def test_hours_of_a_person_add_up_line_by_line() -> None:
    wide: Any = busy()["hours"].pivot_table(index=["pattern", "period"], columns="name", values="hours_per_fte")
    assert (wide["productive"] + wide["leave"]).to_numpy() == pytest.approx(wide["contracted"].to_numpy(), abs=2e-3)
