"""A scenario with other figures: the data changed, and the small file that says only the change."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.clashes import Edit
from planner.scenario.edits import edited, keys_of, what_differs

NOTE = "so that the rules do not contradict each other."


def test_a_path_is_taken_apart_into_keys_and_numbers() -> None:
    assert keys_of("priorities[1].at_most") == ("priorities", 1, "at_most")


def test_a_number_gets_the_pedigree_of_a_decision_and_keeps_what_it_is_per() -> None:
    raw: dict[str, Any] = {"a": {"b": {"value": 2.5, "per": "year", "range": [2, 3], "source": "paper"}, "c": 1}}
    edits = (Edit("a.b", 2.5, 3.0),)
    said = {"value": 3, "per": "year", "basis": "decision", "note": f"Instead of 2.5, {NOTE}"}
    assert edited(raw, edits)["a"] == {"b": {**said}, "c": 1}
    assert what_differs(raw, edits) == {"a": {"b": said}}
    # What was given is not touched.
    assert raw["a"]["b"]["value"] == 2.5


def test_of_dated_values_one_changes_and_all_are_said_because_lists_replace() -> None:
    steps = [{"from": "2019-04", "value": 8920000.0}, {"from": "2020-04", "value": 9010000}]
    said = what_differs({"a": steps}, (Edit("a", 9010000.0, 9022549.0, step=1),))
    changed = {"from": "2020-04", "value": 9022549, "basis": "decision", "note": f"Instead of 9,010,000, {NOTE}"}
    assert said == {"a": [steps[0], changed]}


def test_two_edits_in_one_section_are_said_together() -> None:
    raw = {"a": {"b": 1, "c": 2, "d": 3}}
    edits = (Edit("a.b", 1.0, 2.0, has_pedigree=False), Edit("a.c", 2.0, 2.5, has_pedigree=False))
    assert what_differs(raw, edits) == {"a": {"b": 2, "c": 2.5}}


def test_a_figure_that_nobody_stated_is_put_in() -> None:
    raw = {"structure": {"removed_ranks": {"chief": {"gone_by": {"on": "2019-09-30"}}}}}
    said = what_differs(raw, (Edit("structure.removed_ranks.chief.gone_by.left_fte", 0.0, 1.5),))
    left = said["structure"]["removed_ranks"]["chief"]["gone_by"]["left_fte"]
    assert left["value"] == 1.5
    assert "on" not in said["structure"]["removed_ranks"]["chief"]["gone_by"]


def test_a_list_with_a_changed_item_is_said_as_a_whole() -> None:
    raw = {"priorities": ["gap_tier_1", {"level": "cost", "at_most": 10}]}
    said = what_differs(raw, (Edit("priorities[1].at_most", 10.0, 12.0, has_pedigree=False),))
    assert said == {"priorities": ["gap_tier_1", {"level": "cost", "at_most": 12}]}
    assert raw["priorities"][1] == {"level": "cost", "at_most": 10}


def test_a_date_is_moved_or_taken_out() -> None:
    raw = {"demand": {"calls": {"clear_by": "2019-05-31", "tier": 1}}}
    place, day = "demand.calls.clear_by", date(2019, 5, 31)
    later = Edit(place, day, date(2019, 8, 31), has_pedigree=False)
    assert what_differs(raw, (later,)) == {"demand": {"calls": {"clear_by": "2019-08-31"}}}
    gone = Edit(place, day, None, has_pedigree=False)
    assert edited(raw, (gone,)) == {"demand": {"calls": {"tier": 1}}}
    assert what_differs(raw, (gone,)) == {"demand": {"calls": {"clear_by": None}}}
