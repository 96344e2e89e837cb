"""Which what-ifs a sweep asks: by the ranges of the scenario, by what is typed, and by a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from whatif.sweeping import CASES, HOURS, MONEY, loaded

from planner.errors import UsageError
from planner.whatif.sweep.design import Run, grid, sample, tornado
from planner.whatif.sweep.inputs import Setting, Variables, parse_inputs
from planner.whatif.sweep.listed import listed


@pytest.fixture
def variables(tmp_path: Path) -> Variables:
    return Variables(loaded(tmp_path))


def settings(runs: tuple[Run, ...]) -> list[tuple[tuple[str, float | str], ...]]:
    return [tuple(map(tuple, run.settings)) for run in runs]


def test_every_number_with_a_range_is_put_at_both_ends_one_at_a_time(variables: Variables) -> None:
    design = tornado(variables.ranged())
    # In the order of the form: demand before budget. All dated values of the limit move together.
    assert settings(design.runs) == [
        (),
        ((CASES, 80),),
        ((CASES, 150),),
        ((HOURS, 0.5),),
        ((HOURS, 2),),
        ((f"{MONEY}[0]", 15000), (f"{MONEY}[1]", 30000)),
        ((f"{MONEY}[0]", 30000), (f"{MONEY}[1]", 60000)),
    ]
    assert [run.number for run in design.runs] == list(range(7))


def test_sections_choose_among_the_ranges(variables: Variables) -> None:
    assert [each.path for each in variables.ranged(["budget"])] == [MONEY]
    with pytest.raises(UsageError, match=r'There is no section "budgt" with numbers here\. Did you mean "budget"\?'):
        variables.ranged(["budgt"])
    with pytest.raises(UsageError, match=r"No number in hours has a range in this scenario"):
        variables.ranged(["hours"])


@pytest.mark.parametrize(
    ("said", "tried"),
    [
        (CASES, [80, 150]),
        (f"{CASES}=90..110", [90, 110]),
        (f"{CASES}=90..110/3", [90, 100, 110]),
        (f"{CASES} = 110, 90", [90, 110]),
        (f"{CASES}=0.1..0.3/3", [0.1, 0.2, 0.3]),
        (f"{CASES}=90..120", [90]),  # 120 is what the scenario has: that is no what-if
    ],
)
def test_values_are_typed_as_a_range_as_steps_or_one_by_one(
    variables: Variables, said: str, tried: list[float]
) -> None:
    design = tornado(parse_inputs([said], variables))
    assert [run.settings[0].value for run in design.runs[1:]] == tried


def test_a_typed_value_of_a_number_with_dates_is_the_first_and_the_others_keep_their_proportion(
    variables: Variables,
) -> None:
    (moved,) = parse_inputs([f"{MONEY}=10000"], variables)
    assert moved.points == ((Setting(f"{MONEY}[0]", 10000), Setting(f"{MONEY}[1]", 20000)),)
    (alone,) = parse_inputs([f"{MONEY}[1]=50000"], variables)
    assert alone.points == ((Setting(f"{MONEY}[1]", 50000),),)


def test_what_is_no_number_can_be_varied_by_values(variables: Variables) -> None:
    design = tornado(parse_inputs(["demand.calls.start_within=1 month,2 months"], variables))
    assert [run.settings for run in design.runs[1:]] == [
        (Setting("demand.calls.start_within", "1 month"),),
        (Setting("demand.calls.start_within", "2 months"),),
    ]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (["demand.cals.arrivals.cases"], "nothing that can be varied stands at demand.cals.arrivals.cases"),
        (["demand.calls"], "nothing that can be varied stands at demand.calls"),
        (["demand.calls.tier"], "demand.calls.tier has no range in the scenario. Say how far: --vary demand.calls"),
        ([f"{CASES}="], "no value follows"),
        ([f"{CASES}=5..3"], "a range is two numbers, the lower one first, as in 20..50"),
        ([f"{CASES}=5..x"], "a range is two numbers"),
        ([f"{CASES}=5..9/1"], "a range is cut into 2 to 1,000 steps"),
        ([f"{CASES}=5,,9"], "a value is missing between two commas"),
        ([CASES, f"{CASES}=5"], f"{CASES} is varied twice"),
        ([MONEY, f"{MONEY}[0]=5"], "is varied twice"),
        ([f"{MONEY}=little"], f"Name one of them: {MONEY}[0]"),
    ],
)
def test_what_is_not_understood_is_said(variables: Variables, said: list[str], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_inputs(said, variables)
    assert message in str(refused.value)


def test_a_grid_takes_every_value_with_every_other_and_what_the_scenario_has(variables: Variables) -> None:
    design = grid(parse_inputs([f"{HOURS}=1,2", CASES], variables))
    assert settings(design.runs[1:]) == [
        ((CASES, cases), (HOURS, hours)) for cases in (80, 120, 150) for hours in (1, 2)
    ]


def test_too_many_what_ifs_are_refused(variables: Variables) -> None:
    inputs = parse_inputs([f"{HOURS}=1..2/1000", f"{CASES}=1..2/1000"], variables)
    with pytest.raises(UsageError, match=r"That would be 1,000,000 what-ifs"):
        grid(inputs)


def test_a_drawn_what_if_is_the_same_however_many_are_drawn_and_in_whatever_order_inputs_are_said(
    variables: Variables,
) -> None:
    few = sample(parse_inputs([CASES, HOURS], variables), 5, seed=7)
    many = sample(parse_inputs([HOURS, CASES], variables), 50, seed=7)
    assert few.runs == many.runs[:6]
    assert sample(parse_inputs([CASES, HOURS], variables), 5, seed=8).runs[1:] != few.runs[1:]


def test_drawn_values_fill_their_range_evenly_and_dated_ones_move_together(variables: Variables) -> None:
    design = sample(variables.ranged(), 400, seed=1)
    drawn = [dict(run.settings) for run in design.runs[1:]]
    cases = sorted(float(each[CASES]) for each in drawn)
    assert 80 <= cases[0] < 81
    assert 149 < cases[-1] < 150
    # The quarters of 400 even draws hold 100 each; six standard deviations are 52.
    assert all(48 < sum(80 + k * 17.5 <= case < 97.5 + k * 17.5 for case in cases) < 152 for k in range(4))
    for each in drawn:
        low, high = float(each[f"{MONEY}[0]"]), float(each[f"{MONEY}[1]"])
        assert (low - 15000) / 15000 == pytest.approx((high - 30000) / 30000, abs=1e-4)


def test_listed_values_are_drawn_as_they_are(variables: Variables) -> None:
    design = sample(parse_inputs([f"{CASES}=90,100,110"], variables), 60, seed=1)
    assert {run.settings[0].value for run in design.runs[1:]} == {90, 100, 110}


def test_a_list_is_a_row_a_what_if_and_an_empty_cell_is_as_in_the_scenario(
    variables: Variables, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"\ufeffname,{CASES},{MONEY}\nquiet,80,\n,,30000\n\n", encoding="utf-8")
    design = listed(file, variables)
    assert [run.name for run in design.runs] == ["as in the scenario", "quiet", "row 2"]
    assert settings(design.runs[1:]) == [((CASES, 80),), ((f"{MONEY}[0]", 30000), (f"{MONEY}[1]", 60000))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no what-ifs"),
        ("name\nx\n", "holds no what-ifs"),
        (f"{CASES}\n", "holds no what-ifs"),
        ("cases\n5\n", "line 1, column 1: nothing that can be varied stands at cases"),
        (f"{CASES},{CASES}\n1,2\n", f'line 1: the column "{CASES}" stands there twice'),
        (f"{CASES},\n1,2\n", "line 1: a column has no name"),
        (f"name,{CASES}\nx\n", "line 2: there are 1 cells, but 2 columns"),
    ],
)
def test_a_list_that_is_none_is_refused_at_its_line(
    variables: Variables, tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        listed(file, variables)
    assert message in str(refused.value)
