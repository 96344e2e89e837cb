"""What a curve says, in full sentences, for curves that no scenario was solved for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tiny import BASE, merged
from two_prices import year

from planner.clashes import ClashingRule, Conflict, ContradictionError
from planner.pipeline import load
from planner.reports.frontier import text
from planner.reports.frontier_words import sentences
from planner.scenario.load import Loaded
from planner.solver.level import LevelResult
from planner.whatif.frontier.moving import MovedBudget
from planner.whatif.frontier.plans import Point
from planner.whatif.frontier.result import Frontier
from planner.whatif.measures import COVERAGE, GAP, POUNDS, Of

BUDGET = MovedBudget(("whole",), same_cost=True, all_cost=True, today_pounds=8_900_000)

TODAY = (
    "With today's budget of £8,900,000 the plan covers 99.3 % of the demand hours and leaves a gap of 700 hours, of"
    " harm tier 1."
)
KNEE = (
    "The knee is at £9,000,000: up to there each £100,000 buys 305 hours on average; beyond it, to the end of the"
    " curve, 68 hours."
)
NO_PLAN = (
    "There is no plan with today's budget of £8,900,000. The least that gives one is £9,000,000: it covers 99.6 % of"
    " the demand hours and leaves a gap of 400 hours, of harm tier 1."
)


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    file = tmp_path / "made.yaml"
    file.write_text(yaml.safe_dump(merged(BASE, year(8_900_000))), encoding="utf-8")
    return load(file)


def made(pounds: float, *tiers: float, late: tuple[float, ...] = ()) -> Point:
    """A plan that leaves so many hours in each tier, of 100,000 hours of demand, and so much late work."""
    gap = sum(tiers)
    figures = {Of(GAP, "force", ""): gap, Of(COVERAGE, "force", ""): 1 - gap / 100_000, Of(POUNDS, "force", ""): pounds}
    figures |= {Of(GAP, "tier", str(number)): hours for number, hours in enumerate(tiers, start=1)}
    levels = tuple(_level(f"gap_tier_{number}", value) for number, value in enumerate(late or tiers, start=1))
    return Point(pounds, figures, 0.0, levels)


def _level(name: str, value: float) -> LevelResult:
    return LevelResult(name, "hour-months", value, value, 0.0, None, {}, "optimal", 0.0, 0, "", fell_back=False)


def frontier(loaded: Loaded, *points: Point, **facts: object) -> Frontier:
    today = next((point for point in points if point.budget_pounds == BUDGET.today_pounds), None)
    told: dict[str, object] = {"before": None, "least_pounds": points[0].budget_pounds, **facts}
    return Frontier(loaded, BUDGET, points, today, **told)  # type: ignore[arg-type]


def plainly(found: Frontier) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in sentences(found)]


def knee_shaped(loaded: Loaded, **facts: object) -> Frontier:
    return frontier(
        loaded,
        made(8_800_000, 1_000),
        made(8_850_000, 820),
        made(8_900_000, 700),
        made(9_000_000, 390),
        made(9_100_000, 300),
        made(9_300_000, 120),
        made(9_400_000, 120),
        **facts,
    )


def test_the_next_pounds_the_end_and_a_cut(loaded: Loaded) -> None:
    assert plainly(knee_shaped(loaded, ends_at=9_300_000.0)) == [
        TODAY,
        "The next £100,000 buys 310 hours; the £100,000 after that 90 hours.",
        "Beyond £9,300,000 more money buys no hours: 120 stay uncovered; still more money changes nothing.",
        "A cut of £50,000 costs 120 hours and one of £100,000 costs 300.",
        KNEE,
    ]


def test_the_page_fits_the_screen_and_shows_the_pieces(loaded: Loaded) -> None:
    page = text(knee_shaped(loaded, ends_at=9_300_000.0), "outputs/made-frontier")
    assert max(map(len, page.splitlines())) <= 100
    # The point at £8,850,000 lies 30 hours off the line from end to end of its piece: within 4 % of 880.
    assert "no point further than 35 hours from its piece" in page
    assert " £8,800,000  £9,000,000       1,000   390   99.6 %                       305\n" in page
    assert " £9,300,000  £9,400,000         120   120   99.9 %                         0\n" in page


def test_a_gap_that_is_closed_within_the_next_step_is_told_by_what_closes_it(loaded: Loaded) -> None:
    found = frontier(
        loaded,
        made(8_900_000, 0, 500, 60),
        made(8_950_000, 0, 200, 80),
        made(8_980_000, 0, 0, 0),
        made(9_080_000, 0, 0, 0),
        ends_at=8_980_000.0,
        beyond="supervision",
    )
    said = plainly(found)
    assert said[1] == (
        "£80,000 more buys 560 hours (tier 2: 500, tier 3: 60), the whole gap; the first £50,000 of it buys 280 hours"
        " (tier 2: 300, tier 3: -20)."
    )
    assert said[2] == (
        "From £8,980,000 on there is no gap in hours; still more money gives leaders to people who have none."
    )


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("gap_tier_2", "still more money makes work of harm tier 2 less late, also after the plan's end."),
        ("evenness_tier_1", "still more money shares out what is late in harm tier 1 more evenly."),
        ("cost_of_agency", "still more money serves the priority cost of agency."),
    ],
)
def test_what_still_more_money_goes_into(loaded: Loaded, level: str, said: str) -> None:
    end = plainly(knee_shaped(loaded, ends_at=9_300_000.0, beyond=level))[2]
    assert end.endswith(said)


def test_a_curve_that_ends_before_the_gap_says_so(loaded: Loaded) -> None:
    found = frontier(loaded, made(8_900_000, 700), made(9_000_000, 390), made(9_100_000, 80))
    assert plainly(found)[2] == (
        "The curve ends at £9,100,000 with a gap of 80 hours; there each £100,000 still buys 310 hours."
    )


def test_a_curve_that_ends_where_the_gap_is_closed_says_so(loaded: Loaded) -> None:
    found = frontier(loaded, made(8_900_000, 700), made(9_000_000, 390), made(9_100_000, 0))
    assert plainly(found)[2] == "At £9,100,000, where the curve ends, there is no gap in hours."


def test_pieces_beyond_the_next_steps_are_told(loaded: Loaded) -> None:
    found = frontier(
        loaded,
        made(8_900_000, 1_000),
        made(9_000_000, 690),
        made(9_100_000, 380),
        made(9_300_000, 200),
        made(9_500_000, 180),
    )
    assert (
        plainly(found)[2]
        == "Further up each £100,000 buys this many hours: from £9,100,000 on 90 and from £9,300,000 on 10."
    )


def test_more_money_that_leaves_a_larger_gap_is_not_hidden(loaded: Loaded) -> None:
    found = frontier(
        loaded,
        made(8_800_000, 100, 600, late=(900, 5_000)),
        made(8_900_000, 20, 720, late=(300, 6_000)),
        made(9_000_000, 0, 300, late=(0, 2_000)),
    )
    said = plainly(found)
    assert said[-1] == (
        "More money does not always mean a smaller gap in hours: it rises of all lines together from 700 hours at"
        " £8,800,000 to 740 at £8,900,000 and of harm tier 2 from 600 hours at £8,800,000 to 720 at £8,900,000. What is"
        " more harmful, and what would be late for long, comes first."
    )
    assert "A cut of £100,000 leaves 40 hours less of a gap, but more late work." in said


def test_money_that_buys_few_hours_at_first_is_explained_by_what_is_less_late(loaded: Loaded) -> None:
    found = frontier(
        loaded,
        made(8_700_000, 0, 1_000, late=(200, 9_000)),
        made(8_800_000, 0, 990, late=(0, 6_000)),
        made(8_900_000, 0, 500, late=(0, 3_000)),
        made(9_000_000, 0, 10, late=(0, 1)),
    )
    assert (
        "Up to £8,800,000 each £100,000 buys only 10 hours: there money first lessens how much work is late, and for"
        " how long, of harm tier 1 by 100 % and of harm tier 2 by 33 %."
    ) in plainly(found)


def test_rules_that_stand_against_less_are_told_in_their_words(loaded: Loaded) -> None:
    budget = ClashingRule("what a year costs stays within the budget", "budget.limits.whole", owner="finance")
    minimum = ClashingRule("at least this many are in post", "structure.minimum_strength.x", owner="operations")
    alone = ContradictionError((Conflict((budget,)),))
    both = ContradictionError((Conflict((budget, minimum)),))
    below = "Below £8,800,000 there is no plan: "
    assert (
        f"{below}with the people in post and the ways out that the scenario has, a year costs at least as much."
        " No other rule stands in the way."
    ) in plainly(knee_shaped(loaded, against=alone))
    assert (
        f"{below}within such a budget these rules cannot all hold: at least this many are in post"
        " (structure.minimum_strength.x, operations)."
    ) in plainly(knee_shaped(loaded, against=both))


def test_no_plan_today_is_said_first(loaded: Loaded) -> None:
    found = frontier(loaded, made(9_000_000, 400), made(9_100_000, 90), made(9_200_000, 0), ends_at=9_200_000.0)
    assert plainly(found)[:2] == [
        NO_PLAN,
        "From there the next £100,000 buys 310 hours; the £100,000 after that 90 hours.",
    ]


def test_a_plan_of_several_years_tells_pounds_a_year(tmp_path: Path) -> None:
    file = tmp_path / "years.yaml"
    longer = merged(BASE, merged(year(8_900_000), {"period": {"last": "2021-03"}}))
    file.write_text(yaml.safe_dump(longer), encoding="utf-8")
    said = plainly(frontier(load(file), made(8_900_000, 700), made(9_000_000, 390), made(9_100_000, 300)))
    assert said[1] == "The next £100,000 a year buys 310 hours; the £100,000 a year after that 90 hours."
    assert said[-1] == (
        "Budgets are those of the first financial year; every other one moves by the same pounds. Hours are those of"
        " the whole plan, April 2019 to March 2021."
    )
