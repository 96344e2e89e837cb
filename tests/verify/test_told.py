"""What is told about a plan is checked: numbers used, rules without room or broken, prices of levels, trials."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.verify.certificate import certificates_hold
from planner.verify.verify import verify_files
from verify.plans import ROOT, Files, plan_files, rich, rows_of, shipped, with_rows

REGISTER = "the register has every number stated"
ROOM = "what leaves no room is so"
BROKEN = "what is broken before action is so"
WHOLE = "whole people cost what is said"
BUYS = "levels buy only what is below them"


def spoilt(files: Files, table: str, key: tuple[str, ...], column: str, cell: str) -> Files:
    header, *rows = rows_of(files, table)
    (row,) = [row for row in rows if tuple(row[: len(key)]) == key]
    row[header.index(column)] = cell
    return with_rows(files, table, [header, *rows])


def without(files: Files, table: str, key: tuple[str, ...]) -> Files:
    header, *rows = rows_of(files, table)
    return with_rows(files, table, [header, *(row for row in rows if tuple(row[: len(key)]) != key)])


SOURCE = "Safer Stockton Partnership through TFM: Domestic abuse crimes by borough 2020/21"
CASES = "demand.abuse_attendance.arrivals.cases"


@pytest.mark.parametrize(
    ("column", "cell", "should_be"),
    [
        ("value", "18600", "18500"),
        ("low", "15000", "15900"),
        ("high", "21000", "20500"),
        ("basis", "published", "estimate"),
        ("source", "Somebody: Something", SOURCE),
        ("unit", "cases per stated time, per week", "a unit per year"),
    ],
)  # fmt: skip
def test_the_register_says_of_a_number_what_the_scenario_says(column: str, cell: str, should_be: str) -> None:
    (finding,) = verify_files("a plan", spoilt(shipped(), "assumptions", (CASES,), column, cell)).findings
    assert (finding.check, finding.column, finding.should_be) == (REGISTER, column, should_be)


def test_a_number_that_is_left_out_of_the_register_is_a_finding() -> None:
    (finding,) = verify_files("a plan", without(shipped(), "assumptions", (CASES,))).findings
    assert (finding.check, finding.where, finding.says) == (REGISTER, f"path={CASES} valid_from=", "no such row")


def test_a_default_is_not_passed_off_as_another_number() -> None:
    path = "demand.abuse_attendance.recorded_share"
    (finding,) = verify_files("a plan", spoilt(shipped(), "assumptions", (path,), "value", "0.9")).findings
    assert (finding.column, finding.says, finding.should_be) == ("value", "0.9", "1")


@pytest.mark.parametrize(
    ("column", "cell"), [("periods", "11"), ("of_periods", "11"), ("place", "here"), ("words", "")]
)
def test_what_leaves_no_room_is_worked_out_again(column: str, cell: str) -> None:
    key = ("capacity", "child_protection.child_abuse_detective")
    (finding,) = verify_files("a plan", spoilt(shipped(), "binding", key, column, cell)).findings
    assert (finding.check, finding.column) == (ROOM, column)


def test_a_rule_without_room_that_is_left_out_is_a_finding() -> None:
    (finding,) = verify_files("a plan", without(shipped(), "binding", ("budgets", "public_protection"))).findings
    assert (finding.check, finding.says) == (ROOM, "no such row")


def test_what_the_plan_before_action_breaks_is_worked_out_again() -> None:
    key = ("strength_limits", "requirements.office")
    (finding,) = verify_files("a plan", spoilt(rich("rich"), "breaches", key, "breach", "0.3")).findings
    assert (finding.check, finding.column, finding.says) == (BROKEN, "breach", "0.3")
    (finding,) = verify_files("a plan", without(rich("rich"), "breaches", key)).findings
    assert (finding.check, finding.says) == (BROKEN, "no such row")


@pytest.mark.parametrize(("column", "cell"), [("whole", "57967"), ("price", "1"), ("reported_whole", "230")])
def test_what_whole_people_cost_follows_from_levels_and_tables(column: str, cell: str) -> None:
    found = verify_files("a plan", spoilt(rich("rich"), "rounding", ("gap_tier_1",), column, cell)).findings
    assert {finding.check for finding in found} == {WHOLE}


def test_a_level_buys_what_the_certificate_says(tmp_path: Path) -> None:
    files = spoilt(shipped(), "exchange", ("gap_tier_1", "gap_tier_2"), "exchange", "6.1")
    assert verify_files("a plan", files).findings == ()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (finding,) = certificates_hold(tmp_path)
    assert (finding.file, finding.where, finding.says) == ("exchange.csv", "level=gap_tier_1 below=gap_tier_2", "6.1")
    assert finding.should_be == "6.070633808"


def test_no_level_buys_what_stands_above_it() -> None:
    header, *rows = rows_of(shipped(), "exchange")
    rows[0] = ["disruption", "cost", "0"]
    (finding,) = verify_files("a plan", with_rows(shipped(), "exchange", [header, *rows])).findings
    assert (finding.check, finding.should_be) == (BUYS, "a level below disruption")


def test_trials_are_the_sizes_that_the_scenario_asks_for() -> None:
    files = plan_files(ROOT / "inputs" / "da-priority-2018.yaml")
    assert verify_files("a plan", files).findings == ()
    key = ("response_officers", "10")
    (finding,) = verify_files("a plan", without(files, "trials", key)).findings
    assert finding.says == "no such row"
    (finding,) = verify_files("a plan", spoilt(files, "trials", key, "used_fte", "12")).findings
    assert finding.should_be == "at most 10"
