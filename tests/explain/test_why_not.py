"""Questions of the reader's own: possible at a known cost, impossible by a named rule, or not understood."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, cases, line, merged, tiny, two_teams

from planner.errors import UsageError
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario
from planner.whatif.grammar import parse
from planner.whatif.why_not import WhyNot, why_not

UNEVEN = two_teams(
    1,
    1,
    priorities=EXACT,
    demand={
        "calls": {"arrivals": cases(150), "start_within": "0 days"},
        "visits": line("Visits", team="b", arrivals=cases(100), start_within="0 days"),
    },
)
"""Team A lacks 50 hours a month, team B has just what it needs; nothing lets anybody move or lend."""
WAY = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}}


def answer(question: str, **changes: Any) -> WhyNot:
    compiled = compile_scenario(tiny(**merged(UNEVEN, changes)))
    assert compiled is not None
    return why_not(Base(compiled), question)


def test_a_lever_that_the_scenario_does_not_have_is_added_for_the_question() -> None:
    found = answer("move 0.25 officer from b to a in 2019-04")
    # 25 hours a month leave team B, where they were needed, for team A, where they were needed too.
    assert found.levers == ()
    assert found.added is not None
    assert found.added.write == (
        "supply.moves: {a_name: {from: {team: b, role: officer}, to: {team: a, role: officer}, per_month_fte: 0.25}}"
    )
    assert found.after is not None
    assert found.before.gap_hours == pytest.approx({"calls": 100, "visits": 0})
    assert found.after.gap_hours == pytest.approx({"calls": 50, "visits": 50})
    assert found.after.pounds == pytest.approx(found.before.pounds)


def test_an_added_lever_does_as_much_as_is_asked_and_no_more() -> None:
    found = answer("recruit 0.1 officer to a in 2019-04")
    # Team A could use half an officer; the question is about a tenth: 10 hours in each of two months.
    assert found.after is not None
    assert found.after.all_gap_hours == pytest.approx(80)


def test_a_lever_of_the_scenario_is_forced_and_its_cost_is_known() -> None:
    free = {"redeployment": {"lend": {**WAY, "share_of_hours": 0.5, "efficiency": 0.5}}}
    found = answer("lend 20 hours officer from Team B to Team A in 2019-05", supply=free)
    # Half of what is lent is lost on the way: 20 hours less for visits, 10 more for calls.
    assert found.levers == ("lend",)
    assert found.added is None
    assert found.after is not None
    assert found.after.all_gap_hours - found.before.all_gap_hours == pytest.approx(10)


def test_what_a_limit_forbids_is_answered_with_the_limit() -> None:
    found = answer("move 0.5 officer from b to a in 2019-04", supply={"moves": {"way": {**WAY, "per_month_fte": 0.2}}})
    assert found.after is None
    assert found.against is not None
    assert [(rule.place, rule.rule) for rule in found.against.rules if rule.place != "what is asked"] == [
        ("supply.moves.way.per_month_fte", "no more than this may start at a time, or be in use")
    ]


def test_far_more_than_is_possible_is_answered_with_the_limit_too() -> None:
    found = answer("move 1000 officer from b to a in 2019-04", supply={"moves": {"way": {**WAY, "per_month_fte": 0.2}}})
    assert found.against is not None
    assert {rule.place for rule in found.against.rules} == {"what is asked", "supply.moves.way.per_month_fte"}
    assert found.tried_amount == pytest.approx(0.21)
    ((asked,),) = [[each.amount for each in found.against.changes if each.place == "what is asked"]]
    assert found.tried_amount - asked == pytest.approx(0.2)


def test_what_the_plan_does_already_is_said() -> None:
    spare = {"visits": {"arrivals": cases(10)}}
    free = {"redeployment": {"lend": {**WAY, "share_of_hours": 0.5}}}
    found = answer("lend 20 hours officer from b to a in 2019-04", supply=free, demand=spare)
    # 50 hours are lacking in team A and 90 are free in team B: the plan lends all 50 by itself.
    assert found.is_done_already
    assert found.done == pytest.approx(50)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "moove 1 officer from b to a in 2019-04",
            (
                'There is no verb "moove" in "moove 1 officer from b to a in 2019-04". Did you mean "move"?\n'
                "What can be asked:\n"
                "  move N ROLE from TEAM to TEAM [as ROLE] in PERIOD\n"
                "  recruit N ROLE to TEAM in PERIOD\n"
                "  lend N hours ROLE from TEAM to TEAM [as ROLE] in PERIOD\n"
                "  overtime N hours ROLE in TEAM in PERIOD\n"
                "  close N cases LINE in PERIOD"
            ),
        ),
        (
            "move 1 oficer from b to c in 2018-04",
            (
                'There is no role "oficer". Did you mean "officer"?\n'
                'There is no team "c". Known here: a, b.\n'
                'There is no period "2018-04". The plan goes from 2019-04 to 2019-05.\n'
                "What can be asked: move N ROLE from TEAM to TEAM [as ROLE] in PERIOD"
            ),
        ),
        (
            "close some cases calls in 2019-04",
            (
                '"close some cases calls in 2019-04" is not of the form: close N cases LINE in PERIOD\n'
                "N is a number above 0, e.g. 5 or 0.5."
            ),
        ),
    ],
)
def test_what_is_not_understood_is_answered_with_the_nearest_name_and_the_form(asked: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(asked, tiny(**UNEVEN))
    assert str(refused.value) == said


def test_titles_are_names_too() -> None:
    found = parse("move 1 Officer from Team B to team a in 2019-05", tiny(**UNEVEN))
    assert (found.role, found.from_team, found.team, found.period) == ("officer", "b", "a", 1)
