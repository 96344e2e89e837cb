"""The explanation of a plan as sections in plain words, for the screen and for Markdown alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.reports.behind_words import gap_sections
from planner.reports.change_titles import UNITS, change_title
from planner.reports.change_words import level_title
from planner.reports.section import Section
from planner.reports.section_pages import WIDTH, paper_page, screen_page
from planner.reports.why_not_words import why_not_sections
from planner.reports.words import hours, listed, pounds
from planner.scenario.scenario import Scenario
from planner.solver.level import LevelResult
from planner.whatif.effects import Effect
from planner.whatif.explanation import Explanation

HOUR_MONTHS = (
    "Late work is counted in hour-months: an hour of work that is overdue for one month counts 1, for two months 2; an"
    " hour that is never done counts {never} (as if it were so many months late), so that nothing is given up to make"
    " other work early. The plan's run-out counts too, in the cost as well, which the gap in hours leaves out: so a"
    " change may better a priority and leave a larger gap in hours."
)
"""What the unit of the gap levels means."""
ONE_MORE = (
    "The change of the gap in hours over the plan, of late work by harm tier in hour-months (could reach), and of the"
    " cost of the plan; the largest effect on the gap first. Late work counts the run-out too, so it may fall where the"
    " gap in hours rises. Holds to: so many units more have the same effect each on the highest priority that moves."
)
"""What the table of one more unit shows."""
REACH_AND_HOLD = (
    "Could reach: the best there is once all priorities above hold. Holds: what the plan keeps, after what is given up"
    " of it for those below."
)
"""What the columns of the priorities mean."""
NOTHING = "0"


def sections(explanation: Explanation) -> list[Section]:
    """The explanation from top to bottom."""
    first = list(_another_plan(explanation))
    if explanation.why_not is not None:
        return [*first, *why_not_sections(explanation, explanation.why_not)]
    return [*first, *gap_sections(explanation), *_one_more(explanation), *_next_steps(explanation)]


def _another_plan(explanation: Explanation) -> Iterator[Section]:
    """A warning where the folder tells of another plan than its scenario gives."""
    if explanation.is_another_plan and explanation.told_gap_hours is not None:
        told, found = hours(explanation.told_gap_hours), hours(explanation.base.all_gap_hours)
        said = (
            f"The folder tells of a gap of {told} hours; the plan that its scenario gives has {found}. What follows is"
            " about that plan. `planner verify` says what is wrong with the folder."
        )
        yield Section("Not the plan of this folder", (said,))


def text(explanation: Explanation, width: int = WIDTH) -> str:
    """The explanation for the screen."""
    return screen_page(explanation.plan.loaded.scenario.title, sections(explanation), width)


def markdown(explanation: Explanation) -> str:
    """The explanation as a Markdown document."""
    title = explanation.plan.loaded.scenario.title
    return paper_page(f"{title}: why the plan is as it is", sections(explanation))


# ---------------------------------------------------------------- one more unit
def _one_more(explanation: Explanation) -> Iterator[Section]:
    scenario = explanation.plan.loaded.scenario
    working = [effect for effect in explanation.effects if effect.does_something]
    tiers = [level.name for level in explanation.base.levels if level.name.startswith("gap_tier_")]
    if working:
        head = ["One more", "gap, hours", *[f"tier {name.rpartition('_')[2]}" for name in tiers], "cost", "holds to"]
        rows = [
            [str(number), *_moves(explanation, effect, tiers), _range(effect)]
            for number, effect in enumerate(working, start=1)
        ]
        yield Section(
            "What one more unit would do, each alone and with the whole plan made anew",
            (ONE_MORE,),
            tuple(head),
            tuple(map(tuple, rows)),
            tuple(_remarks(working, scenario)),
        )
    idle = [change_title(effect.change, scenario) for effect in explanation.effects if not effect.does_something]
    if idle:
        yield Section("What would do nothing", (f"No priority moves with: {'; '.join(idle)}.",))


def _moves(explanation: Explanation, effect: Effect, tiers: Sequence[str]) -> list[str]:
    """What moves: the gap, late work of each tier, and the cost."""
    base, after = explanation.base, effect.more.outcome if effect.more else None
    if after is None:
        return []
    late = [signed(after.level(tier).best - base.level(tier).best) for tier in tiers]
    return [signed(-effect.gap_hours_taken_off(base)), *late, signed_pounds(after.pounds - base.pounds)]


def signed(value: float) -> str:
    """A change with its sign; nothing where it is a rounding."""
    return NOTHING if abs(value) < 0.05 else ("+" if value > 0 else "") + hours(value)


def signed_pounds(value: float) -> str:
    """A change of pounds with its sign."""
    return NOTHING if abs(value) < 0.5 else ("+" if value > 0 else "") + pounds(value)


def _range(effect: Effect) -> str:
    if effect.holds is None:
        return "not tried"
    unit = UNITS[effect.change.unit]
    if effect.holds.ends:
        return f"about {effect.holds.units:g} {unit}"
    return f"at least {effect.holds.units:g} {unit}"


def _remarks(working: Sequence[Effect], scenario: Scenario) -> Iterator[str]:
    """What each line stands for, and where one more is not the opposite of one fewer."""
    for number, effect in enumerate(working, start=1):
        yield f"{number}: {change_title(effect.change, scenario)}{_flags(effect)}"


def _flags(effect: Effect) -> str:
    """Where one more and one fewer differ, or there is no one rate."""
    if effect.same_both_ways or effect.rate_fewer is None:
        return ""
    unit = effect.level
    said = (
        f"; not the same in both directions: one more takes {hours(effect.rate_more)} off the"
        f" {level_title(unit)}, one fewer adds {hours(effect.rate_fewer)}"
    )
    return said if effect.unique else f"{said}; even a small step differs, so there is no one price"


# ---------------------------------------------------------------- the next step of each priority
def _next_steps(explanation: Explanation) -> Iterator[Section]:
    levels = [level for level in explanation.base.levels if level.name != "tie_break"]
    rows = [
        [level_title(level.name), level.unit, amount(level, level.best), amount(level, level.held), _given_up(level)]
        for level in levels
    ]
    yield Section(
        "The next step of each priority, the first one first",
        (
            REACH_AND_HOLD,
            HOUR_MONTHS.format(never=f"{2 * explanation.lateness_weight:g}"),
        ),
        ("Priority", "unit", "could reach", "holds", "given up"),
        tuple(map(tuple, rows)),
        tuple(buys(levels)),
        (0, 1),
    )


def amount(level: LevelResult, value: float) -> str:
    """A value of a level, with as many digits as matter."""
    return amount_of(level.unit, value)


def amount_of(unit: str, value: float) -> str:
    """The same, by the level's unit."""
    if unit == "pounds":
        return pounds(value)
    return f"{value:,.3f}" if unit == "share-years" else f"{round(value, 1) + 0.0:,.1f}"


def _given_up(level: LevelResult) -> str:
    given = level.held - level.best
    return NOTHING if given <= 1e-6 * max(1.0, abs(level.best)) else amount(level, given)


def buys(levels: Sequence[LevelResult]) -> Iterator[str]:
    """What giving up one unit more would buy below."""
    names = {level.name: level for level in levels}
    for level in levels:
        bought = [
            f"{rate:,.2f} {names[below].unit} of {level_title(below)}"
            for below, rate in level.exchange.items()
            if below in names and rate >= 0.005
        ]
        if bought:
            one = "£1" if level.unit == "pounds" else f"1 {level.unit.removesuffix('s')}"
            yield f"Giving up {one} more of {level_title(level.name)} would save {listed(bought, 'or')}."
        elif level.tolerance > 0 and level.exchange:
            yield f"Giving up more of {level_title(level.name)} would save nothing below."
