"""The assumptions register, and what rests on estimates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import Tree, line, rows, tiny

from planner.plan.assumptions import assumptions, resting_on_estimates
from planner.plan.finish import finish


def register(**changes: Any) -> pd.DataFrame:
    return finish("assumptions", assumptions(tiny(**changes)))


SOURCES: Tree = {"sources": {"crest": {"title": "Demand on policing", "publisher": "Crest"}}}


def test_a_number_is_registered_with_its_pedigree() -> None:
    arrivals = {
        "cases": {
            "value": 80,
            "per": "month",
            "range": [70, 90],
            "basis": "derived",
            "source": "crest",
            "note": "counted by hand",
        }
    }
    found = rows(register(demand={"calls": {"arrivals": arrivals}}, **SOURCES), path="demand.calls.arrivals.cases")
    assert found.to_numpy().tolist() == [
        [
            "demand.calls.arrivals.cases",
            "",
            "80",
            "cases per stated time, per month",
            "70",
            "90",
            "derived",
            "Crest: Demand on policing",
            "counted by hand",
        ]
    ]


def test_the_ends_of_a_range_are_registered_whole() -> None:
    limit = {"whole": {"pounds_per_year": {"value": 8_920_000, "range": [8_712_345, 11_500_000.5]}}}
    (found,) = rows(register(budget={"limits": limit}), path="budget.limits.whole.pounds_per_year").to_dict("records")
    assert (found["value"], found["low"], found["high"]) == ("8920000", "8712345", "11500000.5")


def test_every_date_of_a_number_is_a_row() -> None:
    fte = [{"value": 1}, {"from": "2019-05", "value": 2, "basis": "decision"}]
    found = rows(
        register(establishment={"a": {"officer": {"approved_fte": fte}}}), path="establishment.a.officer.approved_fte"
    )
    assert found[["valid_from", "value", "basis"]].to_numpy().tolist() == [
        ["", "1", "unstated"],
        ["2019-05-01", "2", "decision"],
    ]


def test_a_number_that_nobody_stated_is_registered_as_a_default() -> None:
    found = rows(register(), path="demand.calls.recorded_share")
    assert found[["value", "basis"]].to_numpy().tolist() == [["1", "default"]]


def test_a_series_is_registered_as_a_whole() -> None:
    found = rows(register(demand={"calls": {"spread_by_month": [0.5, 0.3, 0.2]}}), path="demand.calls.spread_by_month")
    assert found[["value", "basis"]].to_numpy().tolist() == [["0.5 0.3 0.2", "unstated"]]


def rests(calls: Tree, **changes: Any) -> tuple[float, float]:
    volume, hours = resting_on_estimates(tiny(demand={"calls": calls}, **changes))
    return volume["calls"], hours["calls"]


@pytest.mark.parametrize(
    ("basis", "volume"), [("published", 0), ("derived", 0), ("decision", 0), ("estimate", 1), (None, 1)]
)
def test_a_volume_rests_on_an_estimate_unless_its_basis_is_solid(basis: str | None, volume: float) -> None:
    stated = {"value": 80, "per": "month", **({"basis": basis} if basis else {})}
    assert rests({"arrivals": {"cases": stated}})[0] == volume
    series = {"values": [80, 80], **({"basis": basis} if basis else {})}
    assert rests({"arrivals": {"cases": None, "by_period": series}})[0] == volume


def test_hours_of_a_case_rest_on_estimates_by_the_share_of_their_tasks() -> None:
    tasks: Tree = {
        "answer": {"hours_per_case": {"value": 3, "basis": "published"}, "roles": {"officer": 1}},
        "write": {"hours_per_case": {"value": 1, "basis": "estimate"}, "roles": {"officer": 1}},
    }
    assert rests({"tasks": tasks})[1] == pytest.approx(0.25)


def test_only_hours_that_planned_teams_bear_count() -> None:
    tasks: Tree = {
        "answer": {"hours_per_case": {"value": 3, "basis": "published"}, "roles": {"officer": 1}},
        "write": {
            "hours_per_case": {"value": 10, "basis": "estimate"},
            "roles": {"officer": 1},
            "out_of_scope": {"response": 0.9},
        },
    }
    assert rests({"tasks": tasks}, teams={"response": {"title": "Response", "out_of_scope": True}})[1] == pytest.approx(
        0.25
    )


def test_work_counted_in_hours_rests_on_its_volume_alone() -> None:
    audit = line(arrivals={"cases": None, "hours": {"value": 40, "per": "month", "basis": "estimate"}})
    volume, hours = resting_on_estimates(tiny(demand={"audit": audit}))
    assert (volume["audit"], hours["audit"]) == (1, 0)


def test_what_nobody_stated_and_is_taken_as_nothing_is_listed() -> None:
    # No leavers and a way in without a level at rest: both are assumptions, and somebody may want to mend them.
    way = {"in": {"team": "a", "role": "officer", "per_intake_fte": 1}}
    found = {row["path"]: row for row in assumptions(tiny(supply={"recruitment": way}))}
    for path in ("supply.recruitment.in.at_rest_fte", "supply.leavers.officer.rate"):
        assert (found[path]["value"], found[path]["basis"]) == ("0", "default")
    leaving = {"leavers": {"officer": {"rate": {"value": 0, "per": "year"}}}}
    assert not any(row["note"].startswith("unstated; nobody leaves") for row in assumptions(tiny(supply=leaving)))
