"""The sheets of finance: cost by kind, team and year; the way from the approved establishment to the cost; effects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.model.costs import NO_CASH
from planner.workbooks.book import PLANS, Check, Content, Formula, PlanBook, Ref, name_of, total_of

Line = list[Formula]


def write_costs(book: PlanBook) -> None:
    """Cost by kind and by team in each financial year, as planned and at the inputs."""
    costs = book.plan.tables["costs"]
    kinds = sorted(set(costs["kind"]) - {NO_CASH})
    teams = sorted(set(costs[costs["kind"] != NO_CASH]["team"]))
    columns = [(year, plan, column) for year in book.years for plan in PLANS for column in ("pounds", "again_pounds")]
    about = (
        "Every figure is a sum over the sheet Cost lines. Again: at the inputs of this workbook; see the sheet Inputs."
    )
    page = book.page("Costs", about, (36, *(16 for _ in columns)), (5, 1))
    for number, (year, plan, column) in enumerate(columns, start=1):
        book.put(page, 3, number, year)
        page.write_string(
            4, number, f"{_PLAN[plan]}{', again' if column != 'pounds' else ''}, pounds", book.look.heading
        )
    page.write_string(4, 0, "kind of cost", book.look.heading)
    page.set_row(4, 45)
    totals = _block(book, page, 5, "kind", kinds, columns)
    for number, (year, plan, column) in enumerate(columns):
        _check_costs(book, year, plan, column, totals[number], name_of(5 + len(kinds), number + 1))
    top = 5 + len(kinds) + 3
    page.write_string(top - 1, 0, "team", book.look.heading)
    _block(book, page, top, "team", [team for team in teams if team], columns, [team for team in teams if not team])
    _chart(book, page, top + len(teams) + 4)
    page.fit_to_pages(1, 1)


_PLAN = {"before": "before action", "after": "plan"}


def _block(
    book: PlanBook,
    page: Any,
    top: int,
    key: str,
    words: Sequence[str],
    columns: Sequence[tuple[str, str, str]],
    without: Sequence[str] = (),
) -> list[Formula]:
    """Rows of sums, and their total below them; costs that are no cash are left out."""
    rows = [*words, *without]
    sums: list[list[Formula]] = []
    for number, word in enumerate(rows, start=top):
        book.put(page, number, 0, word or NO_TEAM)
        sums.append([])
        for column, (_, plan, pounds) in enumerate(columns, start=1):
            year = Ref(f"{name_of(3, column)[:-1]}$4", columns[column - 1][0])
            where = {"plan": plan, "financial_year": year, key: Ref(f"$A{number + 1}", word)} if word else None
            found = book.sum("CostLines", pounds, **where) if where else _rest(book, plan, year, pounds)
            if where and key == "team":
                no_cash = book.sum("CostLines", pounds, **where, kind=NO_CASH)
                found = Formula(f"{found.text}-{no_cash.text}", float(found.value) - float(no_cash.value))
            sums[-1].append(found)
            book.put(page, number, column, found, "pounds")
    book.put(page, top + len(rows), 0, "Total", total=True)
    totals = []
    for column in range(1, len(columns) + 1):
        cells = [name_of(row, column) for row in range(top, top + len(rows))]
        totals.append(total_of(cells, [float(line[column - 1].value) for line in sums]))
        book.put(page, top + len(rows), column, totals[-1], "pounds", total=True)
    return totals


NO_TEAM = "(no team)"


def _rest(book: PlanBook, plan: str, year: Ref, pounds: str) -> Formula:
    """What no team is told to cost: initiatives."""
    every = book.sum("CostLines", pounds, plan=plan, financial_year=year)
    rows = book.plan.tables["costs"]
    mine = rows[(rows["plan"] == plan) & (rows["financial_year"] == year.value) & (rows["team"] != "")]
    of_year = f'CostLines[plan],"{plan}",CostLines[financial_year],{year.cell}'
    text = f'{every.text}-SUMIFS(CostLines[{pounds}],{of_year},CostLines[team],"?*")'
    return Formula(text, float(every.value) - float(mine["pounds"].sum()))


def _check_costs(book: PlanBook, year: str, plan: str, column: str, total: Formula, cell: str) -> None:
    told = book.sum("ReconciliationTable", "pounds", plan=plan, financial_year=year, step="cost")
    what = f"Cost {year}, {_PLAN[plan]}{', at the inputs' if column != 'pounds' else ''}"
    here = Formula(f"Costs!{cell}", total.value)
    book.checks.append(Check(what, here, told, 0.05, of_inputs=column != "pounds"))


def write_reconciliation(book: PlanBook) -> None:
    """From the approved establishment through vacancies, awards and increments to the cost, each step a formula."""
    about = (
        "From the approved establishment at the price base to the cost: every step is worked out again from the inputs."
    )
    page = book.page("Reconciliation", about, (12, 14, 58, 18, 18), (4, 0))
    book.heads(page, 3, ("plan", "financial_year", "step", "again, pounds", "as planned, pounds"))
    told = book.plan.tables["reconciliation"]
    row = 4
    for year in book.years:
        for plan in PLANS:
            steps = told[(told["plan"] == plan) & (told["financial_year"] == year)].sort_values("order")
            row = _steps(book, page, row, year, plan, list(steps["step"])) + 1


_POSTS = {
    "approved establishment at the price base, on-costs included": "approved_at_base",
    "posts that the budget does not pay for (vacancy factor)": "vacancies_at_base",
    "pay awards": "awards_on_posts",
    "increments": "increments_on_posts",
}
_FILLED = "budgeted establishment, every post filled"
_UNFILLED = "posts not filled, less posts filled beyond it"
_PEOPLE = "pay and on-costs"


def _steps(book: PlanBook, page: Any, top: int, year: str, plan: str, steps: Sequence[str]) -> int:
    """The steps of one plan and year; the first row below them."""
    at = {step: name_of(top + number, 3) for number, step in enumerate(steps)}
    value: dict[str, float] = {}
    for number, step in enumerate(steps, start=top):
        where = {"plan": Ref(f"$A{number + 1}", plan), "financial_year": Ref(f"$B{number + 1}", year)}
        posts = [each for each in steps if each in _POSTS]
        others = [each for each in steps[steps.index(_PEOPLE) + 1 :] if each != "cost"]
        if step in _POSTS:
            found = book.sum("Staffing", _POSTS[step], **where)
        elif step == _FILLED:
            found = total_of([at[each] for each in posts], [value[each] for each in posts])
        elif step in (_UNFILLED, _PEOPLE):
            parts = [book.sum("CostLines", "again_pounds", **where, kind=kind) for kind in ("pay", "on_costs")]
            people = sum(float(each.value) for each in parts)
            found = Formula("+".join(each.text for each in parts), people)
            if step == _UNFILLED:
                found = Formula(f"{at[_PEOPLE]}-{at[_FILLED]}", people - value[_FILLED])
        elif step == "cost":
            found = total_of(
                [at[_PEOPLE], *(at[each] for each in others)], [value[_PEOPLE], *(value[each] for each in others)]
            )
        else:
            found = book.sum("CostLines", "again_pounds", **where, kind=step.replace(" ", "_"))
        value[step] = float(found.value)
        is_total = step in (_FILLED, _PEOPLE, "cost")
        planned = book.sum("ReconciliationTable", "pounds", **where, step=Ref(f"$C{number + 1}", step))
        contents: tuple[Content, ...] = (plan, year, step, found, planned)
        for column, content in enumerate(contents):
            book.put(page, number, column, content, "pence", total=is_total)
        here = Formula(f"Reconciliation!{at[step]}", found.value)
        there = Formula(f"Reconciliation!{name_of(number, 4)}", planned.value)
        what = f"Reconciliation {year}, {_PLAN[plan]}: {step}"
        book.checks.append(Check(what, here, there, 0.1, of_inputs=True))
    return top + len(steps)


def write_effects(book: PlanBook) -> None:
    """What each action costs in the part of a year in which it works, and in a full year of what stands at its end."""
    rows = book.plan.tables["effects"]
    rows = rows[rows["reported"]]
    levers = sorted(set(zip(rows["lever"], rows["kind"], strict=True)))
    columns = [(year, plan, part) for year in book.years for plan in PLANS for part in ("part", "full")]
    about = "Part-year: what an action costs in the year. Full year: twelve months of what stands at its end."
    page = book.page("Effects", about, (44, 22, *(17 for _ in columns)), (5, 2))
    for column, (year, plan, part) in enumerate(columns, start=2):
        book.put(page, 3, column, year)
        page.write_string(4, column, f"{_PLAN[plan]}, {part} year, pounds", book.look.heading)
    page.set_row(4, 45)
    page.write_string(4, 0, "action", book.look.heading)
    page.write_string(4, 1, "kind", book.look.heading)
    sums: list[list[float]] = []
    for number, (lever, kind) in enumerate(levers, start=5):
        book.put(page, number, 0, lever)
        book.put(page, number, 1, kind)
        sums.append([])
        for column, (year, plan, part) in enumerate(columns, start=2):
            found = book.sum(
                "EffectLines",
                f"{part}_year_pounds",
                plan=plan,
                financial_year=Ref(f"{name_of(3, column)[:-1]}$4", year),
                lever=Ref(f"$A{number + 1}", lever),
                kind=Ref(f"$B{number + 1}", kind),
            )
            sums[-1].append(float(found.value))
            book.put(page, number, column, found, "pounds")
    last = 5 + len(levers)
    if levers:
        book.put(page, last, 0, "Total", total=True)
        for column in range(2, len(columns) + 2):
            cells = [name_of(row, column) for row in range(5, last)]
            book.put(page, last, column, total_of(cells, [line[column - 2] for line in sums]), "pounds", total=True)


def _chart(book: PlanBook, page: Any, row: int) -> None:
    """Cost before action, of the plan, and the budget, by year; beside the figures, in the same colours everywhere."""
    chart = book.book.add_chart({"type": "column"})
    top = row + 2
    for number, year in enumerate(book.years, start=top):
        book.put(page, number, 0, year)
        for column, heading in enumerate(("before_pounds", "after_pounds", "limit_pounds"), start=1):
            book.put(page, number, column, _of_limit(book, heading, Ref(f"$A{number + 1}", year)), "pounds")
    names = ("before action", "plan", "budget")
    book.heads(page, row + 1, ("first limit of the budget", *names))
    last = top + len(book.years) - 1
    for column, (name, colour) in enumerate(zip(names, COLOURS, strict=False), start=1):
        chart.add_series(
            {
                "name": name,
                "categories": ["Costs", top, 0, last, 0],
                "values": ["Costs", top, column, last, column],
                "fill": {"color": colour},
            }
        )
    chart.set_title({"name": "Cost against the budget, pounds", "name_font": {"size": 12}})
    chart.set_y_axis(
        {"num_format": "#,##0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": 300})
    said = (
        "Columns: cost before action, cost of the plan and the budget in each financial year; the figures stand above."
    )
    page.insert_chart(last + 2, 0, chart, {"description": said})


COLOURS = ("#A285D1", "#12436D", "#28A197")
"""Before action, the plan, and what they are held against."""


def _of_limit(book: PlanBook, heading: str, year: Ref) -> Formula:
    limits = book.plan.tables["budget"]["limit"]
    first = next(iter(limits), "")
    return book.sum("BudgetTable", heading, limit=first, financial_year=year)
