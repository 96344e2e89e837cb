"""Plans side by side: the bridge adds up exactly, and each of its lines is the difference of two plans."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny import BASE, merged

from planner.clashes import ContradictionError
from planner.errors import ScenarioError, UsageError
from planner.pipeline import compare, load
from planner.reports.comparison import SHOWN, bridge_rows, markdown, text
from planner.scenario.differing import differing
from planner.scenario.load import from_plain_data
from planner.scenario.moving import moved
from planner.whatif.bridge import BRIDGED, DECIMALS, Bridge, Step
from planner.whatif.comparing import Comparison
from planner.whatif.measures import Of

ROOT = Path(__file__).parents[2]
BUSY = {"demand": {"calls": {"arrivals": {"cases": {"value": 150, "per": "month"}}, "start_within": "0 days"}}}
"""150 hours of calls in each of two months, for 100 hours of work: a gap of 100 hours, and £2,000 of pay."""
AWAY = {"teams": {"away": {"title": "Away", "out_of_scope": True}}}


def file_of(folder: Path, name: str, *changes: dict[str, Any]) -> Path:
    tree = deepcopy(BASE)
    for change in (BUSY, *changes):
        tree = merged(tree, change)
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")
    return path


def compared(folder: Path, *changes: dict[str, Any]) -> Comparison:
    return compare(file_of(folder, "first"), file_of(folder, "second", *changes))


def moves(bridge: Bridge, path: str) -> dict[str, float]:
    (step,) = [each for each in bridge.steps if path in {place.path for place in each.differences}]
    assert step.moves is not None
    return step.moves


FEWER = {"demand": {"calls": {"arrivals": {"cases": {"value": 120, "per": "month"}}}}}
SECOND_PERSON = {"establishment": {"a": {"officer": {"approved_fte": 2, "strength_fte": 2}}}}
LATE = {"establishment": {"a": {"officer": {"strength_fte": 0.5}}}}


def test_the_bridge_of_one_change_is_the_difference_of_the_two_plans(tmp_path: Path) -> None:
    """30 calls fewer in each of two months: 60 hours of gap less, and nothing together with other changes."""
    (bridge,) = compared(tmp_path, FEWER).bridges
    (step,) = bridge.steps
    assert [each.path for each in step.differences] == ["demand.calls.arrivals.cases"]
    assert step.moves == {name: pytest.approx(bridge.end[name] - bridge.start[name]) for name in BRIDGED}
    assert step.moves["gap_hours"] == -60
    assert set(bridge.together.values()) == {0}


def test_what_changes_do_together_is_a_line_of_its_own(tmp_path: Path) -> None:
    """By hand: 100 hours of gap. With two people 200 hours a month for 150: none, 100 fewer. With 120 calls: 40, 60
    fewer. Both: none, so together they save 60 less than each alone does."""
    (bridge,) = compared(tmp_path, FEWER, SECOND_PERSON).bridges
    assert bridge.start["gap_hours"] == 100
    assert bridge.end["gap_hours"] == 0
    assert moves(bridge, "establishment.a.officer.strength_fte")["gap_hours"] == -100
    assert moves(bridge, "demand.calls.arrivals.cases")["gap_hours"] == -60
    assert bridge.together["gap_hours"] == 60
    assert moves(bridge, "establishment.a.officer.strength_fte")["pounds"] == 2000
    assert bridge.together["pounds"] == 0


def test_a_change_that_cannot_be_alone_is_made_on_top_of_what_it_needs(tmp_path: Path) -> None:
    """Half of each call goes to a team that the other scenario has and the first one has not."""
    shared = {"demand": {"calls": {"tasks": {"answer": {"out_of_scope": {"away": 0.5}}}}}}
    (bridge,) = compared(tmp_path, AWAY, shared).bridges
    (share,) = [step for step in bridge.steps if step.differences[0].path.startswith("demand.")]
    assert [each.path for each in share.on_top_of] == ["teams.away"]
    assert share.moves is not None
    assert share.moves["gap_hours"] == -100
    assert moves(bridge, "teams.away")["gap_hours"] == 0


def test_changes_that_need_each_other_are_one(tmp_path: Path) -> None:
    """The first scenario's team a is called b in the second: nothing of it can be changed by itself."""
    other = deepcopy(merged(BASE, BUSY))
    other["teams"] = {"b": other["teams"]["a"]}
    other["establishment"] = {"b": other["establishment"]["a"]}
    other["demand"]["calls"]["team"] = "b"
    second = tmp_path / "second.yaml"
    second.write_text(yaml.safe_dump(other), encoding="utf-8")
    (bridge,) = compare(file_of(tmp_path, "first"), second).bridges
    joined = max((step.differences for step in bridge.steps), key=len)
    assert {"teams.b", "demand.calls.team"} <= {each.path for each in joined}
    assert bridge.end["gap_hours"] == bridge.start["gap_hours"] == 100


def test_a_change_without_a_plan_of_its_own_is_told_and_counts_with_the_rest(tmp_path: Path) -> None:
    """Two people must be there, and are: the rule alone has no plan, since one is there."""
    rule = {"structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": 2}}}}
    comparison = compared(tmp_path, SECOND_PERSON, rule)
    (bridge,) = comparison.bridges
    (step,) = [step for step in bridge.steps if step.moves is None]
    assert [each.path for each in step.differences] == ["structure.minimum_strength.two"]
    assert bridge.end["gap_hours"] == 0
    assert "no plan" in text(comparison, 100)


def adds_up(bridge: Bridge, decimals: dict[str, int]) -> None:
    for name in BRIDGED:
        unit = 10.0 ** decimals[name]
        every = [round(figures[name] * unit) for figures in (bridge.start, bridge.together)]
        every += [round(step.moves[name] * unit) for step in bridge.steps if step.moves is not None]
        assert sum(every) == round(bridge.end[name] * unit), name


@pytest.fixture(scope="module")
def two_ranks() -> Comparison:
    return compare(ROOT / "inputs/2019.yaml", ROOT / "inputs/2019-two-ranks-removed.yaml")


def test_the_bridge_to_two_ranks_removed_adds_up_to_the_pound_and_the_hour(two_ranks: Comparison) -> None:
    (bridge,) = two_ranks.bridges
    assert len(bridge.steps) > 10
    assert moves(bridge, "structure.removed_ranks.chief_superintendent")["gap_hours"] < 0
    adds_up(bridge, DECIMALS)
    adds_up(bridge.rounded(SHOWN), SHOWN)


def test_the_page_of_the_bridge_adds_up_as_it_is_printed(two_ranks: Comparison) -> None:
    def number(cell: str) -> float:
        return float(cell.replace("£", "").replace(",", "").replace("+", ""))

    (bridge,) = two_ranks.bridges
    rows = bridge_rows(bridge, ("a", "b"))
    for column in (1, 2):
        first, *between, last = [number(row[column]) for row in rows]
        assert first + sum(between) == last


def test_the_bridge_starts_and_ends_with_the_figures_of_the_plans(two_ranks: Comparison) -> None:
    (bridge,) = two_ranks.bridges
    for figures, plan in zip((bridge.start, bridge.end), two_ranks.plans, strict=True):
        assert figures == {name: plan.measures[Of(name, "force", "")] for name in BRIDGED}


def test_rounding_never_breaks_a_bridge() -> None:
    zero = dict.fromkeys(BRIDGED, 0.0)
    steps = tuple(Step((), (), {**zero, "gap_hours": 0.4}) for _ in range(3))
    bridge = Bridge(zero, steps, zero, {**zero, "gap_hours": 1.2})
    adds_up(bridge.rounded(SHOWN), SHOWN)
    alone = Bridge({**zero, "gap_hours": 0.4}, steps[:1], zero, {**zero, "gap_hours": 0.8}).rounded(SHOWN)
    assert alone.together["gap_hours"] == 0
    adds_up(alone, SHOWN)


# ---------------------------------------------------------------- inputs and outputs
def test_inputs_and_outputs_are_tables_of_all_plans(tmp_path: Path) -> None:
    files = [file_of(tmp_path, "a"), file_of(tmp_path, "b", FEWER), file_of(tmp_path, "c", SECOND_PERSON)]
    comparison = compare(*files)
    inputs = comparison.inputs.set_index("path")
    assert list(inputs.columns) == ["a", "b", "c"]
    assert list(inputs.loc["demand.calls.arrivals.cases"]) == ["150 per month", "120 per month", "150 per month"]
    assert list(inputs.loc["establishment.a.officer.strength_fte"]) == ["1", "1", "2"]
    outputs = comparison.outputs.set_index(["measure", "scope", "name"])
    assert list(outputs.loc["gap_hours", "force", ""][["a", "b", "c"]]) == [100, 40, 0]
    assert len(comparison.bridges) == 2
    page = markdown(comparison)
    assert "## The bridge from a to b" in page
    assert "## The bridge from a to c" in page


def test_a_source_alone_is_no_difference_but_is_counted(tmp_path: Path) -> None:
    note = {"demand": {"calls": {"arrivals": {"cases": {"value": 150, "per": "month", "note": "counted twice"}}}}}
    comparison = compared(tmp_path, note)
    assert comparison.differences == ((),)
    assert comparison.only_sources == (1,)
    assert comparison.bridges[0].steps == ()
    assert "differs in 0 places, and 1 source or note" in text(comparison, 100)


def test_plans_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = file_of(tmp_path, "same")
    assert [plan.name for plan in compare(path, path).plans] == ["same", "same (2)"]


def test_a_scenario_in_python_is_compared_like_a_file(tmp_path: Path) -> None:
    base = load(file_of(tmp_path, "base"))
    comparison = compare(base, base.variant(times={"demand.calls.arrivals.cases": 0.8}))
    assert comparison.bridges[0].end["gap_hours"] == 40


def test_the_screen_is_no_wider_than_it_may_be(two_ranks: Comparison) -> None:
    assert max(map(len, text(two_ranks, 100).splitlines())) <= 100


def test_one_plan_has_nothing_beside_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to put beside"):
        compare(file_of(tmp_path, "a"))


def test_a_scenario_without_a_plan_or_with_problems_is_refused(tmp_path: Path) -> None:
    rule = {"structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": 2}}}}
    with pytest.raises(ContradictionError):
        compared(tmp_path, rule)
    with pytest.raises(ScenarioError):
        compared(tmp_path, {"demand": {"calls": {"team": "nobody"}}})


# ---------------------------------------------------------------- from one scenario to another
@pytest.mark.parametrize("name", ["2019-two-ranks-removed", "2019-2023", "2019-improvement-team", "2019-surge"])
def test_all_changes_together_are_the_other_scenario(name: str) -> None:
    first, last = load(ROOT / "inputs/2019.yaml"), load(ROOT / f"inputs/{name}.yaml")
    raw = moved(first.raw, differing(first.raw, last.raw))
    assert differing(raw, last.raw) == ()
    raw["sources"] = last.raw["sources"]
    told = {"name", "title", "question", "variants"}
    assert from_plain_data(raw).model_dump(exclude=told) == last.scenario.model_dump(exclude=told)


def test_items_of_a_list_go_and_come_by_their_number() -> None:
    one = {"ranks": [{"name": "a", "title": "A"}, {"name": "b", "title": "B"}, {"name": "c", "title": "C"}]}
    other = {"ranks": [{"name": "b", "title": "X"}]}
    for start, end in ((one, other), (other, one)):
        assert moved(start, differing(start, end)) == end
