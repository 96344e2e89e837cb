"""The sheets that are read first: contents, the summary, and whether all totals agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.reports.answer import Answer
from planner.workbooks.book import PLANS, Check, Formula, PlanBook, Ref, name_of, total_of

COVERED = ("covered_hours", "not_done_hours", "overdue_hours")


def write_contents(book: PlanBook, answer: Answer) -> Any:
    """The first sheet; its list of the others is filled in when they are there."""
    page = book.page("Contents", answer.title, (26, 110))
    book.sheets.clear()
    page.hide_gridlines(2)
    lines = (
        answer.question,
        "",
        *answer.sentences,
        "",
        f"{answer.marking} · {answer.span} · run {book.run}",
        "Every total is a formula over the tables behind it; yellow cells on the sheet Inputs may be changed.",
    )
    for number, line in enumerate(lines, start=2):
        page.write_string(number, 0, line, book.look.plain)
    return page


def finish_contents(book: PlanBook, page: Any) -> None:
    """The list of sheets, and whether all totals agree."""
    count = len(book.checks)
    rows = f"Checks!$E$5:$E${4 + count}"
    says = f"All {count} totals agree with the plan's own tables."
    differ = f'COUNTIF({rows},"differs")&" of {count} totals differ: see the sheet Checks."'
    changed = "Inputs have been changed: only totals as planned are checked."
    agree = f'IF(COUNTIF({rows},"inputs changed")>0,"{changed}","{says}")'
    text = f'IF(COUNTIF({rows},"differs")=0,{agree},{differ})'
    book.put(page, 12, 0, "Check", total=True)
    book.put(page, 12, 1, Formula(text, says), total=True)
    book.heads(page, 14, ("sheet", "what stands there"))
    for number, (name, about) in enumerate(book.sheets, start=15):
        page.write_url(number, 0, f"internal:'{name}'!A1", book.look.link, string=name)
        page.write_string(number, 1, about, book.look.plain)


def write_checks(book: PlanBook) -> None:
    """Each total of this workbook beside the plan's own, and whether they agree."""
    about = "Totals that are worked out here by formulas, beside the same totals as the plan's own tables tell them."
    page = book.page("Checks", about, (78, 22, 22, 16, 18), (4, 0))
    book.heads(page, 3, ("total", "this workbook", "the plan's table", "difference", "result"))
    for number, check in enumerate(book.checks, start=5):
        page.write_string(number - 1, 0, check.what, book.look.plain)
        book.put(page, number - 1, 1, check.here, "pence")
        book.put(page, number - 1, 2, check.told, "pence")
        difference = float(check.here.value) - float(check.told.value)
        book.put(page, number - 1, 3, Formula(f"B{number}-C{number}", difference), "pence")
        word = "agrees" if abs(difference) <= check.tolerance else "differs"
        text = f'IF(ABS(D{number})<={check.tolerance:g},"agrees","differs")'
        if check.of_inputs:
            text = f'IF(Inputs!$B$4="as planned",{text},"inputs changed")'
        book.put(page, number - 1, 4, Formula(text, word))


def write_summary(book: PlanBook) -> None:
    """Coverage by team and tier, people by team, and cost by year."""
    about = "Over the whole plan; a gap is what was not done and what is overdue at the end, never a vacancy."
    page = book.page("Summary", about, (26, 30, *([13] * 12)))
    teams, tiers = _names(book, "team"), _names(book, "tier")
    row = _coverage(book, page, 3, "team", "Team", teams)
    row = _coverage(book, page, row + 2, "tier", "Harm tier", tiers)
    row = _people(book, page, row + 2, teams)
    _money(book, page, row + 2)


def _names(book: PlanBook, scope: str) -> list[str]:
    rows = book.plan.table("coverage", plan="after", scope=scope, window_kind="whole")
    return sorted(rows["name"].unique())


def _coverage(book: PlanBook, page: Any, top: int, scope: str, word: str, names: Sequence[str]) -> int:
    """Coverage and gap before action and under the plan; the first row below."""
    heads = [word, "", *(f"{kind}, {plan}" for plan in ("before", "plan") for kind in _HEADS)]
    book.heads(page, top, heads)
    sums: list[list[float]] = []
    for number, name in enumerate(names, start=top + 1):
        book.put(page, number, 0, name)
        book.put(page, number, 1, book.title_of("teams", name) if scope == "team" else "")
        sums.append([])
        for side, plan in enumerate(PLANS):
            first = 2 + side * len(_HEADS)
            for column, heading in enumerate(COVERED, start=first):
                found = book.sum(
                    "CoverageLines",
                    heading,
                    plan=plan,
                    scope=scope,
                    window_kind="whole",
                    name=Ref(f"$A{number + 1}", name),
                )
                sums[-1].append(float(found.value))
                book.put(page, number, column, found, "hours")
            _gap_and_share(book, page, number, first, sums[-1][-3:])
    last = top + len(names) + 1
    book.put(page, last, 0, "All", total=True)
    book.put(page, last, 1, "", total=True)
    for side, plan in enumerate(PLANS):
        first = 2 + side * len(_HEADS)
        totals = []
        for offset in range(len(COVERED)):
            cells = [name_of(row, first + offset) for row in range(top + 1, last)]
            found = total_of(cells, [line[side * len(COVERED) + offset] for line in sums])
            totals.append(float(found.value))
            book.put(page, last, first + offset, found, "hours", total=True)
        _gap_and_share(book, page, last, first, totals, total=True)
        told = book.sum("CoverageLines", "gap_hours", plan=plan, scope="force", window_kind="whole")
        here = Formula(f"Summary!{name_of(last, first + 3)}", totals[1] + totals[2])
        what = f"Gap of all {scope}s, {'before action' if plan == 'before' else 'plan'}, hours"
        book.checks.append(Check(what, here, told, 0.001 * (len(names) + 1) * 2))
    return last + 1


_HEADS = ("covered, hours", "not done, hours", "overdue, hours", "gap, hours", "coverage")


def _gap_and_share(
    book: PlanBook, page: Any, row: int, first: int, values: Sequence[float], *, total: bool = False
) -> None:
    covered, not_done, overdue, gap = (name_of(row, first + offset) for offset in range(4))
    lost = values[1] + values[2]
    book.put(page, row, first + 3, Formula(f"{not_done}+{overdue}", lost), "hours", total=total)
    share = values[0] / (values[0] + lost) if values[0] + lost else 1.0
    text = f"IF({covered}+{gap}=0,1,{covered}/({covered}+{gap}))"
    book.put(page, row, first + 4, Formula(text, share), "share", total=total)


def _people(book: PlanBook, page: Any, top: int, teams: Sequence[str]) -> int:
    heads = ("Team", "", "posts at first, FTE", "people at first, FTE", "people at the end, before, FTE")
    book.heads(page, top, (*heads, "people at the end, plan, FTE", "posts at the end, plan, FTE"))
    columns = (
        ("after", "opening_approved_fte"),
        ("after", "opening_fte"),
        ("before", "closing_fte"),
        ("after", "closing_fte"),
        ("after", "closing_approved_fte"),
    )
    sums: list[list[float]] = []
    for number, team in enumerate(teams, start=top + 1):
        book.put(page, number, 0, team)
        book.put(page, number, 1, book.title_of("teams", team))
        found = [
            book.sum("Structure", heading, plan=plan, team=Ref(f"$A{number + 1}", team)) for plan, heading in columns
        ]
        sums.append([float(each.value) for each in found])
        for column, each in enumerate(found, start=2):
            book.put(page, number, column, each, "fte")
    last = top + len(teams) + 1
    book.put(page, last, 0, "All", total=True)
    book.put(page, last, 1, "", total=True)
    for column in range(len(columns)):
        cells = [name_of(row, column + 2) for row in range(top + 1, last)]
        book.put(page, last, column + 2, total_of(cells, [line[column] for line in sums]), "fte", total=True)
    period = book.periods[-1]
    for plan, column in (("before", 4), ("after", 5)):
        told = book.sum("Staffing", "strength_fte", plan=plan, period=period)
        here = Formula(f"Summary!{name_of(last, column)}", sum(line[column - 2] for line in sums))
        book.checks.append(
            Check(f"People at the end, {plan}, FTE", here, told, 0.0001 * len(book.plan.tables["staffing"]))
        )
    return last + 1


def _money(book: PlanBook, page: Any, top: int) -> None:
    limits = list(dict.fromkeys(book.plan.tables["budget"]["limit"]))
    heads = ("Limit of the budget", "Financial year", "before, pounds", "plan, pounds", "limit, pounds", "left, pounds")
    book.heads(page, top, heads)
    row = top + 1
    for limit in limits:
        for year in book.years:
            where = {"limit": Ref(f"$A{row + 1}", limit), "financial_year": Ref(f"$B{row + 1}", year)}
            book.put(page, row, 0, limit)
            book.put(page, row, 1, year)
            values = []
            for column, heading in enumerate(("before_pounds", "after_pounds", "limit_pounds"), start=2):
                found = book.sum("BudgetTable", heading, **where)
                values.append(float(found.value))
                book.put(page, row, column, found, "pounds")
            left = Formula(f"{name_of(row, 4)}-{name_of(row, 3)}", values[2] - values[1])
            book.put(page, row, 5, left, "pounds")
            row += 1
