"""Cost against coverage as a page, on the screen and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.frontier_figures import a_year
from planner.reports.frontier_words import KNEE, budget_title, sentences
from planner.reports.markdown_table import safe
from planner.reports.run_record import inputs_of
from planner.reports.section import Section
from planner.reports.section_pages import WIDTH, paper_page, screen_page
from planner.reports.what_if import shown
from planner.reports.words import hours, percent, plain, pounds
from planner.scenario.load import Loaded
from planner.version import __version__
from planner.whatif.frontier.plans import Point
from planner.whatif.frontier.result import Frontier
from planner.whatif.measures import STRENGTH

FINDINGS = "What more money buys, and what a cut costs"
PAGE_FILE = "frontier.md"
LATE = (
    "Late: how late the work of the tier can be made when the tiers above hold, in hours times months, the run-out"
    " included; what is never done counts as if it were years late. This is what the plan makes least, tier by tier:"
    " with more money the highest tier in which two plans differ is less late, and a lower one may be more."
)
"""What late work is."""


def text(frontier: Frontier, folder: str) -> str:
    """The page for the screen."""
    files = Section("Files", (f"{folder} (begin with {PAGE_FILE})",))
    return screen_page(_title(frontier), [*in_short(frontier), files], WIDTH)


def in_short(frontier: Frontier) -> tuple[Section, Section]:
    """What it says, and the curve in straight pieces."""
    return _findings(frontier), _pieces(frontier)


def markdown(frontier: Frontier, chart: tuple[str, str] | None) -> str:
    """The page as Markdown.

    Args:
        frontier: What it is about.
        chart: The chart's file, and its text for who cannot see it; none where there is no chart.
    """
    sections = [
        *in_short(frontier),
        _points(frontier),
        *_tiers(frontier),
        Section("How this was worked out", bullets=tuple(_method(frontier))),
        Section("Of what, and with what", bullets=tuple(_facts(frontier))),
    ]
    page = paper_page(_title(frontier), sections)
    if chart is None:
        return page
    title, _, rest = page.partition("\n\n")
    file, words = chart
    return f"{title}\n\n![{safe(plain(words))}]({file})\n\n{rest}"


def _title(frontier: Frontier) -> str:
    return f"{frontier.loaded.scenario.title}: cost against coverage"


def _findings(frontier: Frontier) -> Section:
    return Section(
        FINDINGS, (f"What moves: the budget of {budget_title(frontier)}.",), bullets=tuple(sentences(frontier))
    )


def _pieces(frontier: Frontier) -> Section:
    step = pounds(frontier.budget.step_pounds)
    rows = []
    for piece in frontier.laid:
        begin, end = frontier.points[piece.first], frontier.points[piece.last]
        rate = piece.slope * frontier.budget.step_pounds
        rows.append(
            (
                pounds(begin.budget_pounds),
                pounds(end.budget_pounds),
                hours(begin.gap_hours),
                hours(end.gap_hours),
                percent(end.coverage),
                hours(rate),
            )
        )
    return Section(
        f"The curve in straight pieces, no point further than {hours(frontier.tolerance_hours)} hours from its piece",
        head=("Budget from", "to", "gap, hours", "then", "covered", f"hours each {step} buys"),
        rows=tuple(rows),
        left=(),
    )


def _points(frontier: Frontier) -> Section:
    rows = [
        (
            pounds(point.budget_pounds) + _which(frontier, point),
            pounds(point.cost_pounds),
            hours(point.gap_hours),
            percent(point.coverage),
            f"{point.figure(STRENGTH):,.1f}",
            pounds(point.overtime_pounds),
        )
        for point in frontier.points
    ]
    return Section(
        "Every point, a whole plan each",
        head=(
            f"Budget{plain(a_year(frontier.loaded.scenario))}",
            "spent",
            "gap, hours",
            "covered",
            "FTE at the end",
            "overtime",
        ),
        rows=tuple(rows),
        left=(),
    )


def _which(frontier: Frontier, point: Point) -> str:
    if frontier.today is not None and point.budget_pounds == frontier.today.budget_pounds:
        return " (today)"
    if frontier.knee is not None and point is frontier.points[frontier.knee.point]:
        return " (knee)"
    return ""


def _tiers(frontier: Frontier) -> Iterator[Section]:
    tiers = list(frontier.points[0].tiers)
    if len(tiers) < 2:
        return
    rows = [
        (
            pounds(point.budget_pounds),
            *(hours(point.tiers[tier]) for tier in tiers),
            *(hours(late) for late in point.late.values()),
        )
        for point in frontier.points
    ]
    yield Section(
        "The same by harm tier",
        (LATE,),
        head=(
            "Budget",
            *(f"gap, tier {tier}" for tier in tiers),
            *(f"late, tier {tier}" for tier in frontier.points[0].late),
        ),
        rows=tuple(rows),
        left=(),
    )


def _method(frontier: Frontier) -> Iterator[str]:
    budget = frontier.budget
    names = ", ".join(f"budget.limits.{name}.pounds_per_year" for name in budget.limits)
    yield (
        "Every point is a whole plan, made anew by all priorities of the scenario in their order, each with what may be"
        " given up of it; the point at today's budget is the plan of planner solve."
    )
    moves = "moves" if len(budget.limits) == 1 else "move together"
    share = "" if budget.same_cost else ", the pounds shared out among them in equal parts"
    yield f"What {moves}: {names}, by the same pounds in every dated value{share}."
    yield (
        "Points are put where the curve bends, to"
        f" {pounds(budget.grain_pounds)}; between two of them it is drawn straight, and a bend lies between the"
        " neighbours of the point at which a piece ends."
    )
    yield KNEE
    if frontier.loaded.scenario.whole_people.everywhere:
        yield (
            "People come in whole numbers: each plan is near the best one and not always the best, so the curve may"
            " jump a little without a reason."
        )
    yield "Optimal means: for these inputs."


def _facts(frontier: Frontier) -> Iterator[str]:
    scenario = frontier.loaded.scenario
    yield f"{scenario.marking}. The scenario asks: {scenario.question}"
    yield from files_and_what_ifs(frontier.loaded)
    yield f"planner {__version__}; {len(frontier.points)} points of at most {frontier.most_points} plans"


def files_and_what_ifs(loaded: Loaded) -> Iterator[str]:
    """Of which files something is told, and what was changed in them for it."""
    for each in inputs_of(loaded):
        yield f"{each['file']}, SHA-256 {each['sha256']}"
    for change in loaded.overridden:
        if change.is_what_if:
            yield f"What if: {shown(change)} ({change.origin})"
