"""A scenario with other figures, said as paths and values: followed exactly, told in full, refused with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import ScenarioError, UsageError
from planner.scenario.differing import differing
from planner.scenario.load import Loaded, changed, load_scenario, variant_in
from planner.scenario.overrides import parse_set
from planner.scenario.render import render

ROOT = Path(__file__).parents[2]
BASE = ROOT / "inputs/2019.yaml"
BUDGET = "budget.limits.public_protection.pounds_per_year"
VARIANTS = """
extends: BASE
name: more
variants:
  officers_overtime_halved:
    title: Overtime cut by half
    times: {supply.overtime.officers.share_of_contracted: 0.5}
  more_money:
    title: More money and another rate
    set: {supply.overtime.staff.multiplier: 1.5}
    plus: {budget.limits.public_protection.pounds_per_year: 100000}
"""


def asked(*sets: str) -> Loaded:
    return load_scenario(BASE, [parse_set(text, number) for number, text in enumerate(sets, start=1)])


def refused(*sets: str) -> str:
    with pytest.raises(ScenarioError) as error:
        asked(*sets)
    return render(error.value.problems)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "more.yaml"
    path.write_text(VARIANTS.replace("BASE", str(BASE)), encoding="utf-8")
    return path


# ---------------------------------------------------------------- followed
def test_a_factor_reaches_every_dated_value() -> None:
    steps = asked(f"{BUDGET}*=0.97").scenario.budget.limits["public_protection"].pounds_per_year
    assert steps is not None
    assert [step.value for step in steps.steps] == [8_652_400, 8_739_700]
    assert [str(step.from_) for step in steps.steps] == ["2019-04-01", "2020-04-01"]


def test_one_dated_value_is_named_by_its_date() -> None:
    steps = asked(f"{BUDGET}[2020-04]-=10000").scenario.budget.limits["public_protection"].pounds_per_year
    assert steps is not None
    assert [step.value for step in steps.steps] == [8_920_000, 9_000_000]


def test_a_number_alone_holds_for_the_same_time_as_before() -> None:
    cases = asked("demand.missing_high.arrivals.cases=700").scenario.demand["missing_high"].arrivals.cases
    assert cases is not None
    assert (cases.steps[0].value, cases.steps[0].per) == (700, "year")


def test_a_changed_number_loses_its_source_and_says_what_it_was() -> None:
    cases = asked("demand.missing_high.arrivals.cases*=1.1").scenario.demand["missing_high"].arrivals.cases
    assert cases is not None
    step = cases.steps[0]
    assert (step.source, step.basis) == (None, "estimate")
    assert step.note == "Set by a what-if; it was 617 per year."
    assert step.value == 678.7  # not 678.7000000000001


def test_what_is_not_stated_is_added_to_from_its_default() -> None:
    growth = asked("demand.missing_high.arrivals.growth+=0.02").scenario.demand["missing_high"].arrivals.growth
    assert growth.steps[0].value == 0.02


def test_names_dates_and_lengths_of_time_are_replaced() -> None:
    scenario = asked("supply.agency.agency_domestic_abuse.lead=3 months", "demand.missing_high.tier=2").scenario
    assert str(scenario.supply.agency["agency_domestic_abuse"].lead) == "3 months"
    assert scenario.demand["missing_high"].tier == 2


def test_null_takes_an_entry_away() -> None:
    assert "missing_high" not in asked("demand.missing_high=null").scenario.demand


def test_the_scenario_itself_stays_as_it_is() -> None:
    base = load_scenario(BASE)
    other = base.variant(times={BUDGET: 0.5})
    assert base.raw == load_scenario(BASE).raw
    assert other.scenario.budget != base.scenario.budget


def test_what_ifs_on_a_what_if_add_up() -> None:
    twice = changed(asked(f"{BUDGET}+=1000"), [parse_set(f"{BUDGET}+=500")])
    assert twice.raw == asked(f"{BUDGET}+=1000", f"{BUDGET}+=500").raw
    limit = twice.scenario.budget.limits["public_protection"].pounds_per_year
    assert limit is not None
    assert limit.steps[0].value == 8_921_500


# ---------------------------------------------------------------- told
def test_every_override_is_told_with_what_was_and_what_is() -> None:
    told = asked(f"{BUDGET}*=0.97", "demand.missing_high.arrivals.cases=700").overridden
    assert [(each.path, each.was, each.now, each.origin, each.is_what_if) for each in told] == [
        ("demand.missing_high.arrivals.cases", "617 per year", "700 per year", "command line", True),
        (
            BUDGET,
            "8920000 from 2019-04; 9010000 from 2020-04",
            "8652400 from 2019-04; 8739700 from 2020-04",
            "command line",
            True,
        ),
    ]


def test_what_a_file_changes_in_the_one_it_extends_is_told_with_its_line() -> None:
    told = load_scenario(ROOT / "inputs/2019-two-ranks-removed.yaml").overridden
    assert told
    assert all(each.origin.startswith("2019-two-ranks-removed.yaml:") and not each.is_what_if for each in told)


def test_a_scenario_that_builds_on_nothing_tells_nothing() -> None:
    assert load_scenario(BASE).overridden == ()


def test_differences_of_a_source_alone_are_not_of_a_value() -> None:
    one = {"demand": {"x": {"arrivals": {"cases": {"value": 5, "per": "year", "source": "a"}}}}}
    other = {"demand": {"x": {"arrivals": {"cases": {"value": 5, "per": "year", "source": "b"}}}}}
    (difference,) = differing(one, other)
    assert difference.path == "demand.x.arrivals.cases"
    assert not difference.is_of_value


# ---------------------------------------------------------------- variants
def test_a_variant_is_its_overrides_under_a_name(kept: Path) -> None:
    halved = load_scenario(kept, variant="officers_overtime_halved")
    assert halved.raw["supply"]["overtime"]["officers"]["share_of_contracted"]["value"] == 0.025
    assert halved.stem == "more-officers_overtime_halved"
    assert [each.origin for each in halved.overridden if each.is_what_if] == ["variant officers_overtime_halved"]
    assert (
        halved.raw
        == load_scenario(f"{kept}#officers_overtime_halved").raw
        == load_scenario(kept).variant("officers_overtime_halved").raw
    )


def test_a_what_if_on_a_variant_comes_after_it(kept: Path) -> None:
    both = load_scenario(
        kept, [parse_set("supply.overtime.officers.share_of_contracted+=0.01")], "officers_overtime_halved"
    )
    assert both.raw["supply"]["overtime"]["officers"]["share_of_contracted"]["value"] == 0.035
    assert both.stem == "more-officers_overtime_halved-what-if"


def test_a_variant_stands_alone(kept: Path) -> None:
    """Solved again from its own folder it would be multiplied twice if it still had its variants."""
    assert "variants" not in load_scenario(kept, variant="more_money").raw
    assert "variants" in load_scenario(kept).raw


def test_an_unknown_variant_is_refused_with_the_nearest(kept: Path) -> None:
    with pytest.raises(
        UsageError, match=r'no variant "officers_overtime_halves"\. Did you mean "officers_overtime_halved"'
    ):
        load_scenario(kept, variant="officers_overtime_halves")


def test_a_path_that_a_variant_misspells_is_found_before_it_is_asked(kept: Path) -> None:
    kept.write_text(kept.read_text().replace("officers.share_of", "officers.shar_of"), encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_scenario(kept)
    (problem,) = [each for each in error.value.problems if each.severity == "problem"]
    assert 'Did you mean "share_of_contracted"' in problem.message
    assert problem.mark is not None
    assert (Path(problem.mark.file).name, problem.mark.line) == ("more.yaml", 7)


def test_a_file_may_have_a_hash_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "a#b.yaml").write_text("x", encoding="utf-8")
    assert variant_in(tmp_path / "a#b.yaml") == (tmp_path / "a#b.yaml", "")
    assert variant_in("a.yaml#b") == (Path("a.yaml"), "b")


# ---------------------------------------------------------------- refused
@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("budget.limits.public.pounds_per_year*=0.97", 'There is no "public" here. Did you mean "public_protection"?'),
        ("demand.missing_high.growth+=0.02", 'There is no "growth" here. Known here: title,'),
        ("demand.missing_high.tasks.enquiry.hours_per_case.valu=3", 'Did you mean "value"?'),
        (f"{BUDGET}[2021-04]=3", 'There is no item "2021-04" here. Did you mean "2020-04"?'),
        (f"{BUDGET}[7]=3", 'There is no item "7" here.'),
        ("supply.overtime.officers.share_of_contracted=50%", "Write 0.5."),
        ("supply.overtime.officers.share_of_contracted=5", "a share lies between 0 and 1"),
        (f"{BUDGET}*=abc", "A factor belongs here."),
        ("supply.agency.agency_domestic_abuse.lead+=1", "Only a number can be multiplied or added to."),
        ("demand.missing_high.tier.x=1", "1 stands here and has no parts."),
        (".=4", '"." is no path.'),
        ("demand.new.arrivals=4", 'There is no "new" here.'),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_said(said: str, message: str) -> None:
    text = refused(said)
    assert " ".join(message.split()) in " ".join(text.split())
    assert text.startswith("--set:1:")


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = refused("demand.x=1", "period.last=never", "supply.agency=5")
    assert "3 problems" in text
    assert [f"--set:{number}:" in text for number in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("said", ["x", "", "=5", "a.b=[1", "a.b={", "a b=3"])
def test_what_is_no_what_if_at_all_is_wrong_usage(said: str) -> None:
    with pytest.raises(UsageError, match="--set"):
        parse_set(said)


def test_an_override_has_to_fit_the_rest_of_the_scenario() -> None:
    assert "misssing" in refused("demand.missing_high.team=misssing")
