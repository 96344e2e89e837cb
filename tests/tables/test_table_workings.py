"""Tables made like those of another scenario are those made from nothing, and what differs in nothing is not made."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
from tiny import tiny

from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.tables import Tables, tabulate
from planner.tables.reads import NAMES, differences, watched
from planner.whatif.figures import moved
from planner.whatif.units import Change, changes

INPUTS = Path(__file__).parents[2] / "inputs"


def every_change(scenario: Scenario) -> list[Change]:
    lines = [(team, role) for team, roles in scenario.establishment.items() for role in roles]
    return [kind[0] for kind in changes(scenario, lines)]


def tables_of(made: Tables) -> dict[str, pd.DataFrame]:
    found = {each.name: getattr(made, each.name) for each in fields(made)}
    return {name: table for name, table in found.items() if isinstance(table, pd.DataFrame)}


def test_tables_of_a_change_are_those_made_from_nothing() -> None:
    scenario = load_scenario(INPUTS / "2019-improvement-team.yaml").scenario
    before = tabulate(scenario)
    for change in every_change(scenario):
        changed = change.apply(scenario, 1.0)
        assert changed is not None
        like, from_nothing = tables_of(tabulate(changed, before)), tables_of(tabulate(changed))
        for table, expected in from_nothing.items():
            pd.testing.assert_frame_equal(like[table], expected, check_exact=True)


def test_what_differs_in_nothing_that_was_read_is_not_made_again() -> None:
    scenario = tiny()
    before = tabulate(scenario)
    changed = moved(scenario, ("establishment", "a", "officer", "strength_fte"), 1.0)
    assert changed is not None
    after = tabulate(changed, before)
    assert after.opening is not before.opening
    assert after.establishment is before.establishment
    assert after.starts is before.starts, "it was made again and came out the same"


def test_a_scenario_differs_from_itself_in_nothing() -> None:
    assert not list(differences(tiny(), tiny()))


def test_fields_of_establishment_lines_are_read_one_by_one() -> None:
    read: set[tuple[str, ...]] = set()
    assert watched(tiny(), read).establishment["a"]["officer"].whole is False
    assert read == {("establishment", "a", "officer", "whole")}


def test_whether_an_entry_is_there_is_read_too() -> None:
    read: set[tuple[str, ...]] = set()
    assert "nobody" not in watched(tiny(), read).supply.recruitment
    assert read == {("supply", "recruitment", NAMES)}
    more = tiny(supply={"recruitment": {"intake": {"team": "a", "role": "officer", "per_intake_fte": 1}}})
    assert ("supply", "recruitment", NAMES) in set(differences(tiny(), more))


def test_an_entry_that_is_gone_differs_in_all_that_could_be_read_of_it() -> None:
    two = {"officer": {"approved_fte": 1, "strength_fte": 1}, "leader": {"approved_fte": 1, "strength_fte": 1}}
    more, fewer = tiny(establishment={"a": two}), tiny()
    gone = ("establishment", "a", "leader")
    assert {(*gone, "budgeted_fte"), (*gone, "whole"), ("establishment", "a", NAMES)} <= set(differences(more, fewer))
