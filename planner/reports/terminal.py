"""The answer on one screen: plain text that needs no colour, with headings set off where the screen can."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from string import ascii_lowercase
from typing import IO

from planner.reports import restructuring_screen as restructuring
from planner.reports.answer import Answer
from planner.reports.caveats import Trial
from planner.reports.coverage import Course, Covered
from planner.reports.figures import ShareChange, added
from planner.reports.gaps import LineGap
from planner.reports.layout import Over, cells, grid
from planner.reports.lines import Line, headed, plain_lines
from planner.reports.notes import notes
from planner.reports.people import Posts
from planner.reports.placing_words import placing_sentences
from planner.reports.sentences import AT_ITS_END, BEFORE_ACTION, trend_sentence
from planner.reports.stressed import stress_sentences
from planner.reports.what_if import on_the_screen
from planner.reports.words import KEEP, NO_CASES, cases, count, fte, hours, percent, plain, pounds, wrapped

NARROWEST, WIDEST = 80, 100
"""Between these the page follows the screen [characters]."""
MOST_GAPS = 5
"""Lines with a gap that are shown one by one; the others are added up."""
MOST_FLOWS = 5
"""Flows of people that are shown one by one; the others are added up."""
MOST_NAMED = 2
"""Ways that hours are lent, and roles, that are named in a line; the others are added up."""


def screen_width() -> int:
    """The width for this screen; the widest where there is none."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 45)).columns))


def text(answer: Answer, folder: str, width: int = WIDEST) -> str:
    """The page as plain text."""
    return "\n".join(line.text for line in page(answer, folder, width)) + "\n"


def show(answer: Answer, folder: str, stream: IO[str]) -> None:
    """Print the page; headings are bold where the stream is a screen and NO_COLOR is not set."""
    width = screen_width()
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        stream.write(text(answer, folder, width))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=max(width, NARROWEST), highlight=False)
    for line in page(answer, folder, width):
        console.print(Text(line.text, style="bold" if line.heading else ""), no_wrap=True, crop=False)


def page(answer: Answer, folder: str, width: int = WIDEST) -> list[Line]:
    """The page line by line.

    Args:
        answer: What it says.
        folder: Where the files are.
        width: The widest line [characters].
    """
    lines: list[Line] = []
    for part in PARTS:
        block = list(part(answer, width))
        if block and lines:
            lines.append(Line(""))
        lines += block
    return [*lines, *plain_lines(wrapped(f"Files: {folder} (begin with summary.md)", width))]


def asked(answer: Answer, width: int) -> Iterator[Line]:
    """What was asked."""
    first, *others = wrapped(answer.title, width - cells(answer.marking) - 2)
    yield Line(first + " " * (width - cells(first) - cells(answer.marking)) + answer.marking, heading=True)
    yield from [Line(line, heading=True) for line in others]
    yield from plain_lines(wrapped(answer.question, width))
    yield from on_the_screen(answer.what_ifs, width)


def answered(answer: Answer, width: int) -> Iterator[Line]:
    """The answer in three sentences."""
    stress = stress_sentences(answer.stressed) if answer.stressed else ()
    for sentence in (*answer.sentences, *stress):
        yield from plain_lines(wrapped(sentence, width))
    yield from plain_lines(wrapped(BEFORE_ACTION, width))


def coverage(answer: Answer, width: int) -> Iterator[Line]:
    """Coverage, gap and people by team; coverage and gap by tier."""
    posts = {each.name: each for each in answer.posts}
    rows = [["Over the whole plan", "before", "after", "before", "after", "after", "before", "after", "posts"]]
    rows += [[*_covered(each), *_people(posts.get(each.name))] for each in answer.teams]
    if len(answer.teams) > 1:
        rows.append([*_covered(answer.force), *_people(answer.every_post)])
    over = [
        Over(1, 2, "coverage"),
        Over(3, 4, "gap, hours"),
        Over(5, 5, "gap, FTE"),
        Over(6, 8, "FTE at the end"),
    ]
    yield from headed(grid(rows, width, over=over), 2)
    yield from plain_lines(_other_shares(answer, width))


def _other_shares(answer: Answer, width: int) -> Iterator[str]:
    """Coverage with latent demand and by harm tier, under the plan and before action."""
    force = answer.force
    shares = []
    if max(force.latent_hours.before, force.latent_hours.after) > 0:
        shares.append(f"with latent demand {_both(force.coverage_with_latent)}")
    if len(answer.tiers) > 1:
        shares.append("tier " + ", ".join(f"{each.name}{KEEP}{_both(each.coverage)}" for each in answer.tiers))
    if shares:
        yield from wrapped(f"In % (before): {'; '.join(shares)}", width)


def _both(share: ShareChange) -> str:
    return f"{_bare(percent(share.after))}{KEEP}({_bare(percent(share.before))})"


def _bare(percentage: str) -> str:
    return percentage.removesuffix("%").strip()


def _covered(each: Covered) -> list[str]:
    coverage, gap = each.coverage, each.gap_hours
    shares = [percent(coverage.before), percent(coverage.after)]
    return [each.title, *shares, hours(gap.before), hours(gap.after), fte(each.gap_fte.after)]


def _people(posts: Posts | None) -> list[str]:
    if posts is None:
        return []
    return [fte(posts.strength_fte.before), fte(posts.strength_fte.after), fte(posts.approved_fte)]


def course(answer: Answer, width: int) -> Iterator[Line]:
    """Coverage of each team and what is waiting, month by month, and how it ends."""
    courses = answer.courses
    if len(courses[-1].windows) < 2:
        yield from plain_lines(_trend(answer, width))
        return
    every = courses[-1]
    teams = courses[:-1] if len(courses) > 2 else courses[:1]
    whole = [each for each in teams if _is_whole(each)]
    # Several teams that never have a gap say no more than one line can.
    shown = [each for each in teams if each not in whole] if len(whole) > 1 else teams
    rows = _labels(every)
    heads = len(rows)
    rows[0][0] = "Plan: coverage, %" + rows[0][0]
    rows += [[each.title, *[_whole_percent(window.coverage.after) for window in each.windows]] for each in shown]
    if len(shown) < len(teams):
        title = f"{len(whole)} other teams" if shown else "All teams"
        rows.append([title, *["100" for _ in every.windows]])
    if len(courses) > 2 and shown:
        rows.append([every.title, *[_whole_percent(window.coverage.after) for window in every.windows]])
    if _anything_waits(every):
        rows.append(["Plan: cases waiting", *[_short(window.backlog_cases.after) for window in every.windows]])
        rows.append(["Before action: waiting", *[_short(window.backlog_cases.before) for window in every.windows]])
    yield from headed(grid(rows, width), heads)
    yield from plain_lines(_trend(answer, width))
    overall = answer.force.coverage.after
    if any(window.coverage.after is not None and window.coverage.after < (overall or 0) for window in every.windows):
        yield from plain_lines(wrapped(AT_ITS_END, width))


def _trend(answer: Answer, width: int) -> Iterator[str]:
    """What waits at the opening and at the end, and what of it is overdue."""
    said = trend_sentence(answer.trend)
    if said:
        yield from wrapped(said, width)


def _is_whole(course: Course) -> bool:
    return all(window.coverage.after == 1 for window in course.windows)


def _anything_waits(every: Course) -> bool:
    return any(max(window.backlog_cases.before, window.backlog_cases.after) > 0 for window in every.windows)


def _labels(course: Course) -> list[list[str]]:
    """One or two head rows: months, months above days or years, or years where all begin in the same month.

    The first cell says how long a window is, unless it is a month or a financial year that is named.
    """
    windows = course.windows
    long = "" if course.each == "month" else f"{course.each} from"
    begin = f"; {long}" if long else ""
    days = [date.fromisoformat(window.name if len(window.name) > 7 else f"{window.name}-01") for window in windows]
    months = [f"{each:%b}" for each in days]
    if any(len(window.name) > 7 for window in windows):
        changed = [month if number == 0 or months[number - 1] != month else "" for number, month in enumerate(months)]
        return [["", *changed], [long, *[str(each.day) for each in days]]]
    if all(window.financial_year for window in windows):
        return [["", *[window.financial_year for window in windows]]]
    if len(set(months)) == 1:
        return [[begin, *[f"{each:%b %Y}" for each in days]]]
    if (days[-1] - days[0]).days > 360:
        return [["", *months], [long, *[f"{each:%Y}" for each in days]]]
    return [[begin, *months]]


def _whole_percent(share: float | None) -> str:
    return _bare(percent(share, 0))


def _short(number: float) -> str:
    """A number of cases in at most four signs up to a million."""
    if number < 9_999.5:
        return cases(number).replace(",", "")
    return f"{number / 1000:.0f}k" if number < 999_500 else f"{number / 1e6:.1f}m"


def worst_gaps(answer: Answer, width: int) -> Iterator[Line]:
    """The largest gaps, and why."""
    open_gaps = [gap for gap in answer.gaps if gap.gap_hours.after > 0]
    if not open_gaps:
        return
    shown = sorted(open_gaps[:MOST_GAPS], key=lambda gap: (gap.tier, -gap.gap_hours.after, gap.line))
    others = [gap.gap_hours for gap in open_gaps[MOST_GAPS:]]
    reasons = list(dict.fromkeys(gap.reason.words for gap in shown if gap.reason))
    head = ["Largest gaps", "tier", "before", "after", "covered", "overdue", "not done", "why"]
    rows = [head, *[_gap(gap, reasons) for gap in shown]]
    if others:
        more = count(len(others), "other line") + " with a gap"
        rows.append([plain(more), "", hours(added(others).before), hours(added(others).after)])
    over = [Over(2, 3, "gap, hours"), Over(5, 6, "cases")]
    yield from headed(grid(rows, width, over=over), 2)
    yield from plain_lines(_why(shown, reasons, width))


def _gap(gap: LineGap, reasons: Sequence[str]) -> list[str]:
    return [
        gap.title,
        str(gap.tier),
        hours(gap.gap_hours.before),
        hours(gap.gap_hours.after),
        percent(gap.covered.coverage.after),
        NO_CASES if gap.in_hours else cases(gap.overdue_cases.after),
        NO_CASES if gap.in_hours else cases(gap.undone_cases.after),
        ascii_lowercase[reasons.index(gap.reason.words)] if gap.reason else "",
    ]


def _why(gaps: Sequence[LineGap], reasons: Sequence[str], width: int) -> Iterator[str]:
    """Each reason once; what stops there being more hours once for all where it is the same."""
    stops = {gap.reason.words: gap.reason.stops for gap in gaps if gap.reason}
    same = len(set(stops.values())) == 1
    for letter, words in zip(ascii_lowercase, reasons, strict=False):
        text = words if same or not stops[words] else f"{words}; {stops[words]}"
        yield from wrapped(text, width, first=f"{letter}  ", later="   ")
    stop = next(iter(stops.values()), "")
    if same and stop:
        yield from wrapped(f"What stops there being more: {stop}", width)


def placed(answer: Answer, width: int) -> Iterator[Line]:
    """Who should work where: what the plan does with people."""
    said = list(placing_sentences(answer, MOST_FLOWS, MOST_NAMED))
    if said:
        yield Line("Who should work where: what the plan does with people", heading=True)
        for sentence in said:
            yield from plain_lines(wrapped(sentence, width, first="- ", later="  "))


def trials(answer: Answer, width: int) -> Iterator[Line]:
    """What each size of a lever would do."""
    tried = answer.trials
    if tried is None:
        return
    title = f"What each size of {tried.lever_title} would do; waiting are: {tried.title}"
    yield from [Line(line, heading=True) for line in wrapped(title, width)]
    head = ["most, FTE", "used", "peak", "at end", "cleared by", "gap, hours", "taken, h", "cost"]
    yield from headed(grid([head, *[_trial(row) for row in tried.rows]], width, left=()))


def _trial(row: Trial) -> list[str]:
    return [
        fte(row.fte_most),
        fte(row.used_fte),
        cases(row.peak_backlog_cases),
        cases(row.final_backlog_cases),
        row.cleared_by or "not cleared",
        hours(row.gap_hours),
        hours(row.redeployed_hours),
        pounds(row.pounds),
    ]


def remarks(answer: Answer, width: int) -> Iterator[Line]:
    """Money, other teams, supervision, decisions and how far all this can be trusted, a line or two each."""
    for note in notes(answer):
        yield from plain_lines(wrapped(f"{note.head}: {note.text}", width, later="  "))


PARTS: tuple[Callable[[Answer, int], Iterator[Line]], ...] = (
    asked,
    answered,
    coverage,
    course,
    placed,
    restructuring.removed_ranks,
    restructuring.structure,
    restructuring.initiatives,
    worst_gaps,
    trials,
    remarks,
)
"""The page from top to bottom; a new part is a function and its line here."""
