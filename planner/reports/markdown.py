"""The answer as summary.md: the page of the screen with room for every line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from planner.reports import restructuring_paper as restructuring
from planner.reports.answer import Answer
from planner.reports.coverage import Course, Covered
from planner.reports.figures import PLANS, Change, added
from planner.reports.markdown_table import safe, table
from planner.reports.notes import notes
from planner.reports.placing_words import placing_sentences
from planner.reports.removed_ranks_paper import removed_ranks
from planner.reports.sentences import AT_ITS_END, BEFORE_ACTION, trend_sentence
from planner.reports.stressed import stress_sentences
from planner.reports.team_flows import TeamFlows
from planner.reports.what_if import on_paper
from planner.reports.words import NO_CASES, cases, fte, hours, percent, plain, pounds, spaced
from planner.vocabulary import TABLES

PLAN_TITLES = {"before": "before action", "after": "under the plan"}
MONEY = ("before action", "under the plan", "difference")
KIND_TITLES = {"on_costs": "on-costs", "fixed_term": "fixed-term appointments"}
"""Kinds of cost that are not called by their names as words."""
EVERY = 10_000
"""Nothing is folded together here."""

MEANING = (
    "Coverage is covered ÷ (covered + gap), over the whole plan. The gap is work that is not done, and work"
    " that is overdue at the end."
)


def markdown(answer: Answer, files: Sequence[str]) -> str:
    """The summary as Markdown.

    Args:
        answer: What it says.
        files: Names of the files beside it.
    """
    lines = [line for part in PARTS for line in part(answer)]
    return plain("\n".join([*lines, *_files(files)])) + "\n"


def opening(answer: Answer) -> Iterator[str]:
    """What was asked, and the answer in three sentences."""
    yield from (
        f"# {safe(answer.title)}",
        "",
        f"**{safe(answer.marking)}** · {answer.span} · from `{answer.scenario_file}`",
        "",
        f"*{safe(answer.question)}*",
        "",
    )
    stress = stress_sentences(answer.stressed) if answer.stressed else ()
    for sentence in (*answer.sentences, *stress, BEFORE_ACTION):
        yield from (safe(sentence), "")


def coverage(answer: Answer) -> Iterator[str]:
    """Coverage and gap of each team, of all, and of each tier."""
    yield from (
        "## Coverage and gap",
        "",
        MEANING,
        "",
    )
    rows = [_covered(each) for each in (*answer.teams, answer.force, *answer.tiers)]
    yield from table(
        [
            "",
            "coverage before action",
            "under the plan",
            "gap before action, hours",
            "under the plan, hours",
            "gap under the plan, FTE",
            "with latent demand",
        ],
        rows,
    )


def _covered(each: Covered) -> list[str]:
    return [
        each.title,
        percent(each.coverage.before),
        percent(each.coverage.after),
        hours(each.gap_hours.before),
        hours(each.gap_hours.after),
        fte(each.gap_fte.after),
        percent(each.coverage_with_latent.after),
    ]


def course(answer: Answer) -> Iterator[str]:
    """Coverage and what waits over time."""
    windows = answer.courses[-1].windows
    yield from (
        "## Over time",
        "",
        f"Coverage under the plan, each column over {_span(answer.courses[-1])}; below it the cases waiting then.",
        AT_ITS_END,
        "",
    )
    rows = [[each.title, *[percent(window.coverage.after, 0) for window in each.windows]] for each in answer.courses]
    rows.append(["Cases waiting, before action", *[cases(window.backlog_cases.before) for window in windows]])
    rows.append(["Cases waiting, under the plan", *[cases(window.backlog_cases.after) for window in windows]])
    yield from table(["from", *[window.financial_year or window.name for window in windows]], rows)
    said = trend_sentence(answer.trend)
    if said:
        yield from (f"{said}.", "")


def _span(every: Course) -> str:
    return "a financial year" if all(window.financial_year for window in every.windows) else f"its own {every.each}"


def placed(answer: Answer) -> Iterator[str]:
    """Who should work where: every flow of people and every way that hours are lent."""
    said = list(placing_sentences(answer, EVERY, EVERY))
    if said:
        yield from ("## Who should work where", "")
        yield from (f"- {safe(sentence)}" for sentence in said)
        yield ""


def team_flows(answer: Answer) -> Iterator[str]:
    """People of each team from the opening to the end."""
    yield from ("## People by team, FTE", "", "Closing = opening + joiners + moves in - moves out - leavers.", "")
    rows = [[each.title, *_people(each, plan)] for each in answer.team_flows for plan in PLANS]
    head = ["team", "", "opening", "joiners", "moves in", "moves out", "leavers", "closing", "posts", "vacancies"]
    yield from table(head, rows, texts=(0, 1))


def _people(each: TeamFlows, plan: str) -> list[str]:
    flows = (each.joiners_fte, each.moves_in_fte, each.moves_out_fte, each.leavers_fte, each.closing_fte)
    return [
        PLAN_TITLES[plan],
        fte(each.opening_fte),
        *[fte(getattr(flow, plan)) for flow in flows],
        fte(getattr(each.approved_fte, plan)),
        fte(getattr(each.vacancy_fte, plan)),
    ]


def money(answer: Answer) -> Iterator[str]:
    """Cost by kind, and the way from the approved establishment to the cost of each financial year."""
    if not answer.kinds_of_cost:
        return
    yield from ("## Cost by kind", "", "In the reported periods.", "")
    sums = [(KIND_TITLES.get(each.kind, spaced(each.kind)), each.pounds) for each in answer.kinds_of_cost]
    sums.append(("all", added(each.pounds for each in answer.kinds_of_cost)))
    yield from table(["", *MONEY], [[kind, *_difference(both)] for kind, both in sums])
    for year in answer.reconciliation:
        yield from (f"## From the approved establishment to the cost, {year.title}", "")
        steps = [[f"= {each.step}" if each.is_total else each.step, *_difference(each.pounds)] for each in year.steps]
        yield from table(["", *MONEY], steps)


def _difference(both: Change) -> list[str]:
    return [pounds(both.before), pounds(both.after), pounds(both.rise)]


def people(answer: Answer) -> Iterator[str]:
    """Posts and people at the end."""
    yield from ("## People in post, FTE", "")
    rows = [
        [
            each.title,
            fte(each.approved_fte),
            fte(each.opening_fte),
            fte(each.strength_fte.before),
            fte(each.strength_fte.after),
            fte(each.in_training_fte.after),
        ]
        for each in (*answer.posts, *answer.people)
    ]
    yield from table(
        [
            "",
            "approved posts",
            "at the opening",
            "at the end, before action",
            "at the end, under the plan",
            "still to join",
        ],
        rows,
    )


def gaps(answer: Answer) -> Iterator[str]:
    """Every line with a gap, and why."""
    yield from ("## The gap, line by line", "")
    if not answer.gaps:
        yield from ("No line has a gap.", "")
        return
    rows = [
        [
            gap.title,
            gap.team_title,
            str(gap.tier),
            hours(gap.gap_hours.before),
            hours(gap.gap_hours.after),
            percent(gap.covered.coverage.before),
            percent(gap.covered.coverage.after),
            NO_CASES if gap.in_hours else cases(gap.overdue_cases.after),
            NO_CASES if gap.in_hours else cases(gap.undone_cases.after),
            hours(gap.not_done_hours.after),
            gap.reason.sentence if gap.reason else "",
        ]
        for gap in answer.gaps
    ]
    head = [
        "line",
        "team",
        "tier",
        "gap before action, hours",
        "under the plan, hours",
        "coverage before action",
        "under the plan",
        "overdue at the end, cases",
        "not done, cases",
        "not done, hours",
        "why",
    ]
    yield from table(head, rows, texts=(0, 1, 10))


def elsewhere(answer: Answer) -> Iterator[str]:
    """What other parts of the force bear and give up."""
    if not answer.elsewhere:
        return
    yield from (
        "## Elsewhere in the force, hours",
        "",
        "What is displaced is not saved: somebody else does it, or their own work waits.",
        "",
    )
    rows = [
        [
            each.title,
            hours(each.agreed_hours.before),
            hours(each.agreed_hours.after),
            hours(each.displaced_hours.before),
            hours(each.displaced_hours.after),
            hours(each.displaced_hours.rise),
        ]
        for each in answer.elsewhere
    ]
    yield from table(
        [
            "",
            "usual share before action",
            "under the plan",
            "taken before action",
            "under the plan",
            "displaced",
        ],
        rows,
    )


def trials(answer: Answer) -> Iterator[str]:
    """What each size of a lever would do."""
    tried = answer.trials
    if tried is None:
        return
    yield from (
        f"## What each size of {safe(tried.lever_title)} would do",
        "",
        f"The backlog is that of: {safe(tried.title)}. Each size is a plan of its own.",
        "",
    )
    rows = [
        [
            fte(row.fte_most),
            fte(row.used_fte),
            cases(row.peak_backlog_cases),
            cases(row.final_backlog_cases),
            row.cleared_by or "not in the plan",
            hours(row.gap_hours),
            hours(row.redeployed_hours),
            hours(row.displaced_hours),
            pounds(row.pounds),
        ]
        for row in tried.rows
    ]
    head = [
        "at most, FTE",
        "used, FTE",
        "largest backlog, cases",
        "at the end, cases",
        "nothing overdue from",
        "gap, hours",
        "hours of colleagues from elsewhere",
        "hours pushed elsewhere",
        "cost",
    ]
    yield from table(head, rows, texts=())


def remarks(answer: Answer) -> Iterator[str]:
    """Money, supervision, decisions and trust."""
    yield from ("## To know", "")
    yield from (f"- **{note.head}**: {safe(note.text + note.more)}" for note in notes(answer))
    by_volume, by_hours = (
        answer.confidence.estimate_share_volume,
        answer.confidence.estimate_share_hours_per_case,
    )
    shares = f"{percent(by_volume, 0)} of the demand hours, the hours per case for {percent(by_hours, 0)}"
    yield f"- **Estimates**: the number of cases is one for {shares}"
    yield ""


def _files(files: Sequence[str]) -> Iterator[str]:
    yield from ("## Files", "", "Columns, units and keys are described in `csv-metadata.json`.", "")
    told = {f"{name}.csv": contract.title for name, contract in TABLES.items()}
    told |= {
        "certificate.zip": "The proof of every level: matrix, plan and prices",
        "csv-metadata.json": "Description of the tables",
        "run.json": "Versions, proof, hashes and times",
        "scenario.resolved.yaml": "The scenario as it was read, whole",
        "summary.md": "This page",
    }
    yield from (f"- `{name}`: {told.get(name, name)}" for name in files)


def what_if(answer: Answer) -> Iterator[str]:
    """What is changed for a plan that answers a what-if."""
    yield from on_paper(answer.what_ifs)


PARTS: tuple[Callable[[Answer], Iterator[str]], ...] = (
    opening,
    what_if,
    coverage,
    course,
    placed,
    removed_ranks,
    restructuring.supervision,
    restructuring.initiatives,
    restructuring.requirements,
    gaps,
    team_flows,
    people,
    restructuring.structure,
    restructuring.officers,
    restructuring.whole_people,
    money,
    elsewhere,
    trials,
    remarks,
)
"""The summary from top to bottom; a new part is a function and its line here."""
