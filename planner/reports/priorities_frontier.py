"""One priority against another as sentences, pages and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.reports.change_words import level_title
from planner.reports.frontier import PAGE_FILE, files_and_what_ifs
from planner.reports.frontier_files import as_document, table_files, with_record
from planner.reports.frontier_words import KNEE
from planner.reports.section import Section
from planner.reports.section_pages import WIDTH, paper_page, screen_page
from planner.reports.words import hours, listed, pounds
from planner.version import __version__
from planner.whatif.frontier.curve import Piece, pieces
from planner.whatif.frontier.plans import GAP_LEVEL
from planner.whatif.frontier.priorities import PrioritiesFrontier

STRAIGHT_SHARE = 0.02
"""On the screen a piece is straight if no corner lies further from it than this share of the height of the curve."""
SAME_SHARE = 1e-6
"""What differs by less than this share is the same."""
POUNDS, HOUR_MONTHS = "pounds", "hour-months"
WHAT_IS_LATE = (
    "Late work is counted in hours times months (hour-months); what is never done counts as if it were years late."
)
WHOLE = 100.0
"""From here on a figure is told without decimals."""


def text(frontier: PrioritiesFrontier, folder: str) -> str:
    """The page for the screen."""
    files = Section("Files", (f"{folder} (begin with {PAGE_FILE})",))
    return screen_page(_title(frontier), [_findings(frontier), *_in_short(frontier), files], WIDTH)


def markdown(frontier: PrioritiesFrontier) -> str:
    """The page as Markdown."""
    sections = [
        _findings(frontier),
        *_in_short(frontier),
        *([_table("From corner to corner", frontier, frontier.laid)] if frontier.laid else []),
        Section("How this was worked out", bullets=tuple(_method(frontier))),
        Section("Of what, and with what", bullets=tuple(_facts(frontier))),
    ]
    return paper_page(_title(frontier), sections)


def files_of(frontier: PrioritiesFrontier) -> dict[str, bytes]:
    """Every file by name; the record comes last, as it names all others."""
    files = {**table_files({"corners": frontier.table}, frontier.loaded), PAGE_FILE: markdown(frontier).encode()}
    return with_record(files, frontier.loaded, "optimal", _document(frontier))


def as_json(frontier: PrioritiesFrontier, folder: str, files: Sequence[str]) -> str:
    """The curve for programs."""
    return as_document(frontier.loaded, _document(frontier), folder, files)


def _document(frontier: PrioritiesFrontier) -> dict[str, Any]:
    knee = frontier.knee
    return {
        "priorities": [frontier.first.name, frontier.second.name],
        "held": list(frontier.above),
        "left_aside": list(frontier.aside),
        "sentences": [sentence.replace("\u00a0", " ") for sentence in sentences(frontier)],
        "plan": {"first_value": frontier.first.held, "second_value": frontier.second.held},
        "knee_corner": None if knee is None else knee.point + 1,
        "off": frontier.off,
        "corners": frontier.table.to_dict("records"),
    }


# ---------------------------------------------------------------- sentences
def sentences(frontier: PrioritiesFrontier) -> list[str]:
    """What the curve says."""
    return [sentence for each in (_ends, _plan, _next, _knee, _exact) for sentence in each(frontier)]


def _ends(frontier: PrioritiesFrontier) -> Iterator[str]:
    left, right = frontier.corners[0], frontier.corners[-1]
    one, other = _names(frontier)
    least = f"The least {one} is {_first(frontier, left.first)}"
    if len(frontier.corners) == 1:
        also = f"{other} is at its least then, too: {_second(frontier, left.second)}"
        yield f"There is nothing to weigh. {least}; {also}."
        return
    yield (
        f"{least}, with {other} at {_second(frontier, left.second)}. The least {other} is"
        f" {_second(frontier, right.second)}, from {one} at {_first(frontier, right.first)} on."
    )


def _plan(frontier: PrioritiesFrontier) -> Iterator[str]:
    one, other = _names(frontier)
    first, second = frontier.first.held, frontier.second.held
    least = frontier.least.get(first)
    said = f"The plan has {one} at {_first(frontier, first)} and {other} at {_second(frontier, second)}"
    if least is not None and second - least > SAME_SHARE * max(1.0, abs(second)):
        said += f"; with as much of the one, the other could be {_second(frontier, least)}, if nothing else mattered"
    yield f"{said}."


def _next(frontier: PrioritiesFrontier) -> Iterator[str]:
    """What a step either way from the plan does."""
    one, other = _names(frontier)
    step, first = frontier.step, frontier.first.held
    here = frontier.least.get(first)
    for by, words in ((step, "more"), (-step, "less")):
        there = frontier.least.get(first + by)
        if len(frontier.corners) > 1 and here is not None and there is not None:
            change = there - here
            is_same = abs(change) <= SAME_SHARE * max(1.0, abs(here))
            way = "the same" if is_same else f"{_second(frontier, abs(change))} {'lower' if change < 0 else 'higher'}"
            yield f"With {_first(frontier, step)} {words} {one} than the plan has, the least {other} is {way}."


def _knee(frontier: PrioritiesFrontier) -> Iterator[str]:
    knee = frontier.knee
    if knee is not None:
        one, other = _names(frontier)
        corner, step = frontier.corners[knee.point], frontier.step
        yield (
            f"The knee is at {_first(frontier, corner.first)} of {one}: up to there each {_first(frontier, step)} takes"
            f" {_second(frontier, knee.before * step)} off {other} on average, beyond it"
            f" {_second(frontier, knee.after * step)}."
        )


def _exact(frontier: PrioritiesFrontier) -> Iterator[str]:
    count = len(frontier.corners)
    if frontier.off > 0:
        yield (
            f"The curve has more than these {count} corners; nowhere does it lie more than"
            f" {_second(frontier, frontier.off)} beneath the straight lines between them. --points looks for more."
        )
    elif count > 1:
        yield f"These {count} corners are all there are: between them the curve is straight."
    if frontier.in_fractions:
        yield "The scenario asks for whole people; here they come in fractions, so a plan in whole people may be worse."


# ---------------------------------------------------------------- tables
def _findings(frontier: PrioritiesFrontier) -> Section:
    one, other = _names(frontier)
    held = listed([_name(name) for name in frontier.above])
    said = f"Held as the plan holds it: {held}. " if held else ""
    said += "All other priorities play no part; every rule of the scenario holds, that of the budget too."
    if HOUR_MONTHS in (frontier.first.unit, frontier.second.unit):
        said += f" {WHAT_IS_LATE}"
    return Section(f"The least {other} for each {one}", (said,), bullets=tuple(sentences(frontier)))


def _in_short(frontier: PrioritiesFrontier) -> Iterator[Section]:
    if len(frontier.corners) == 1:
        return
    corners = frontier.corners
    allowed = STRAIGHT_SHARE * (corners[0].second - corners[-1].second)
    laid = pieces([corner.first for corner in corners], [corner.second for corner in corners], allowed)
    near = f", no corner further than {_second(frontier, allowed)} from its piece"
    yield _table(f"The curve in straight pieces{near if len(laid) < len(frontier.laid) else ''}", frontier, laid)


def _table(title: str, frontier: PrioritiesFrontier, laid: Sequence[Piece]) -> Section:
    first, second = frontier.first.unit, frontier.second.unit
    one, other = _names(frontier)
    rows = []
    for piece in laid:
        begin, end = frontier.corners[piece.first], frontier.corners[piece.last]
        rows.append(
            (
                _figure(begin.first, first),
                _figure(end.first, first),
                _figure(begin.second, second),
                _figure(end.second, second),
                _figure(piece.slope * frontier.step, second),
            )
        )
    heads = ("From", "to", "least at first", "at its end", f"less for each {_first(frontier, frontier.step)}")
    return Section(title, (f"From and to: {one} [{first}]; least: {other} [{second}].",), heads, tuple(rows), left=())


def _method(frontier: PrioritiesFrontier) -> Iterator[str]:
    one, other = _names(frontier)
    yield (
        f"Both are weighed against each other until nothing lies beneath the line between two corners. Then {other} is"
        f" made least at each corner but the first, with {one} no more than there: its value is that of the corner, and"
        " the price of a little more room lies between the slopes on either side."
    )
    yield KNEE
    yield "All figures are those of the plan and its run-out together."
    aside = listed([_name(name) for name in frontier.aside])
    if aside:
        yield f"Left aside: {aside}."
    yield "Optimal means: for these inputs."


def _facts(frontier: PrioritiesFrontier) -> Iterator[str]:
    scenario = frontier.loaded.scenario
    yield f"{scenario.marking}. The scenario asks: {scenario.question}"
    yield from files_and_what_ifs(frontier.loaded)
    yield f"planner {__version__}"


# ---------------------------------------------------------------- figures
def _title(frontier: PrioritiesFrontier) -> str:
    one, other = _names(frontier)
    return f"{frontier.loaded.scenario.title}: {one} against {other}"


def _names(frontier: PrioritiesFrontier) -> tuple[str, str]:
    return _name(frontier.first.name), _name(frontier.second.name)


def _name(level: str) -> str:
    """What a priority is called; a gap of a tier is counted as late work."""
    tier = level.removeprefix(GAP_LEVEL)
    return level_title(level) if tier == level else f"late work of harm tier {tier}"


def _first(frontier: PrioritiesFrontier, value: float) -> str:
    return _told(value, frontier.first.unit)


def _second(frontier: PrioritiesFrontier, value: float) -> str:
    return _told(value, frontier.second.unit)


def _told(value: float, unit: str) -> str:
    return _figure(value, unit) if unit == POUNDS else f"{_figure(value, unit)} {unit}"


def _figure(value: float, unit: str) -> str:
    """A figure without its unit, but for pounds: large ones whole, small ones to three digits."""
    if unit == POUNDS and (abs(value) >= WHOLE or value == 0):
        return pounds(value)
    figure = hours(value) if abs(value) >= WHOLE or abs(value) < SAME_SHARE else f"{value:.3g}"
    return f"£{figure}" if unit == POUNDS else figure
