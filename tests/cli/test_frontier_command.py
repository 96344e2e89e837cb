"""`planner frontier`: the files it writes, what it prints, and the exit code it ends with."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from scenario_files import CONTRADICTION, write
from two_prices import year

from planner.vocabulary import FRONTIER_TABLES

Run = Callable[..., Result]


@pytest.fixture
def shown(run: Run, here: Path) -> Result:
    write(here / "year.yaml", year())
    return run("frontier", "year.yaml")


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_page_says_what_the_next_pounds_buy(shown: Result) -> None:
    assert shown.exit_code == 0, shown.stderr
    assert max(map(len, shown.stdout.splitlines())) <= 100
    # £1,000 more: £800 at £15 an hour and £200 at £30; then £1,000 at £30.
    assert "- The next £1,000 buys 60 hours; the £1,000 after that 33 hours.\n" in shown.stdout
    assert (
        "- Beyond £17,400 more money buys no hours: 360 stay uncovered; still more money changes nothing.\n"
        in shown.stdout
    )
    assert "- A cut of £500 costs 33 hours and one of £1,000 costs 67.\n" in shown.stdout
    assert "    £13,800  £17,400         480   360   80.0 %                      33\n" in shown.stdout
    assert shown.stdout.endswith("Files\noutputs/year-frontier (begin with frontier.md)\n")


def test_the_folder_holds_tables_page_and_chart(shown: Result, here: Path) -> None:
    folder = here / "outputs/year-frontier"
    assert {file.name for file in folder.iterdir()} == {
        "csv-metadata.json",
        "frontier.csv",
        "frontier.json",
        "frontier.md",
        "frontier.png",
        "frontier.svg",
        "parts.csv",
        "pieces.csv",
        "scenario.resolved.yaml",
    }
    for name in ("frontier", "parts", "pieces"):
        assert tuple(rows(folder / f"{name}.csv")[0]) == FRONTIER_TABLES[name].columns
    described = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert [table["url"] for table in described["tables"]] == ["frontier.csv", "parts.csv", "pieces.csv"]
    assert [row["to_pounds"] for row in rows(folder / "pieces.csv")] == ["13800", "17400", "18400"]
    page = (folder / "frontier.md").read_text(encoding="utf-8")
    assert page.startswith("# Tiny: cost against coverage\n\n![")
    assert "](frontier.svg)\n" in page
    assert "| £13,000 (today) | £13,000 | 533 | 70.4 % | 1.0 | £1,000 |\n" in page
    assert "- year.yaml, SHA-256 " in page
    record = json.loads((folder / "frontier.json").read_text(encoding="utf-8"))
    assert {each["file"] for each in record["outputs"]} == {file.name for file in folder.iterdir()} - {"frontier.json"}
    assert shown.exit_code == 0


def test_the_curve_is_there_for_programs(run: Run, here: Path) -> None:
    write(here / "year.yaml", year())
    document = json.loads(run("frontier", "year.yaml", "--json").stdout)
    assert document["schema"] == "planner-frontier/1"
    assert document["today"] == {"budget_pounds": 13_000, "gap_hours": 533.333}
    assert document["knee"]["budget_pounds"] == 13_800
    assert (document["least_budget_pounds"], document["gap_falls_until_pounds"]) == (12_000, 17_400)
    assert [rule["place"] for rule in document["rules_against_less"]] == ["budget.limits.whole"]
    assert len(document["points"]) <= 30
    assert document["before_action"] == {"cost_pounds": 12_000, "gap_hours": 600}
    assert document["folder"] == "outputs/year-frontier"


def test_two_priorities_have_a_curve_of_their_own(run: Run, here: Path) -> None:
    write(here / "year.yaml", year(30_000))
    result = run("frontier", "year.yaml", "--priorities", "cost", "gap_tier_1")
    assert result.exit_code == 0, result.stderr
    assert max(map(len, result.stdout.splitlines())) <= 100
    said = " ".join(result.stdout.split())
    # 600 hours never done count 240 months each; at £15 and at £30 an hour, £100 take 1,600 and 800 off that.
    assert (
        "The least cost is £12,000, with late work of harm tier 1 at 144,000 hour-months. The least late work of harm"
        " tier 1 is 86,400 hour-months, from cost at £17,400 on."
    ) in said
    assert (
        "With £100 less cost than the plan has, the least late work of harm tier 1 is 800 hour-months higher." in said
    )
    assert "These 3 corners are all there are: between them the curve is straight." in said
    folder = here / "outputs/year-frontier-cost-gap_tier_1"
    assert [row["next_slope"] for row in rows(folder / "corners.csv")] == ["-16", "-8", ""]
    assert tuple(rows(folder / "corners.csv")[0]) == FRONTIER_TABLES["corners"].columns


def test_whole_people_are_taken_in_fractions_between_two_priorities(run: Run, here: Path) -> None:
    way = {"team": "a", "role": "officer", "per_intake_fte": 1, "intakes": ["2019-04-01"], "whole": True}
    changes = {
        "establishment": {"a": {"officer": {"approved_fte": 2}}},
        "supply": {"overtime": None, "recruitment": {"new": way}},
    }
    write(here / "year.yaml", year(30_000, **changes))
    document = json.loads(run("frontier", "year.yaml", "--priorities", "cost", "gap_tier_1", "--json").stdout)
    # Half an officer does all 600 hours for £6,000.
    assert [(each["first_value"], each["second_value"]) for each in document["corners"]] == [
        (12_000, 144_000),
        (18_000, 0),
    ]
    assert document["sentences"][-1].startswith("The scenario asks for whole people; here they come in fractions")


def test_a_plan_s_folder_is_as_good_as_its_scenario(run: Run, here: Path, shown: Result) -> None:
    run("solve", "year.yaml")
    result = run("frontier", "outputs/year", "--out", "from_folder")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.replace("from_folder", "outputs/year-frontier") == shown.stdout
    assert (here / "from_folder/frontier.csv").read_bytes() == (
        here / "outputs/year-frontier/frontier.csv"
    ).read_bytes()


def test_a_what_if_moves_the_curve_and_is_told_on_the_page(run: Run, here: Path) -> None:
    write(here / "year.yaml", year())
    result = run("frontier", "year.yaml", "--set", "supply.overtime.dear.multiplier=6")
    assert result.exit_code == 0, result.stderr
    folder = here / "outputs/year-what-if-frontier"
    # The dearer hour now costs £60: 120 of them £7,200.
    assert [row["to_pounds"] for row in rows(folder / "pieces.csv")][:2] == ["13800", "21000"]
    assert "What if: supply.overtime.dear.multiplier: 3 -\\> 6 (command line)" in (folder / "frontier.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--priorities", "cost", "gap_tier_9"], 'There is no priority "gap_tier_9" in this scenario.'),
        (["--priorities", "cost", "cost"], "The two priorities are the same one. Name two."),
        (["--priorities", "cost", "gap_tier_1", "--to", "1"], "--priorities moves no budget"),
        (["--limit", "hole"], 'There is no budget limit "hole". Did you mean "whole"?'),
        (["--from", "15000", "--to", "14000"], "There are not two budgets from £15,000 to £14,000 with a plan"),
        (["--points", "1"], "1 is not in the range x>=2"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, here: Path, arguments: list[str], said: str
) -> None:
    write(here / "year.yaml", year())
    result = run("frontier", "year.yaml", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not (here / "outputs").exists()


def test_a_plan_is_never_overwritten(run: Run, here: Path) -> None:
    write(here / "year.yaml", year())
    run("solve", "year.yaml")
    before = {file.name: file.read_bytes() for file in (here / "outputs/year").iterdir()}
    result = run("frontier", "year.yaml", "--out", "outputs/year")
    assert result.exit_code == 2
    assert "holds files but no frontier" in result.stderr
    assert {file.name: file.read_bytes() for file in (here / "outputs/year").iterdir()} == before


def test_rules_that_no_budget_can_make_hold_end_with_4(run: Run, here: Path) -> None:
    write(here / "no.yaml", year(**CONTRADICTION))
    result = run("frontier", "no.yaml")
    assert result.exit_code == 4
    assert "structure.minimum_strength.two" in result.stderr
    assert not (here / "outputs").exists()
