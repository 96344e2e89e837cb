"""The sheets of HR and of operations: flows of people by month, and coverage by team and month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.workbooks.book import PLANS, Check, Formula, PlanBook, Ref, name_of, total_of
from planner.workbooks.reckoning import COLOURS


def write_flows(book: PlanBook) -> None:
    """Who joins, leaves and moves, by kind of flow and by line, month by month."""
    about = "FTE by period, from the sheet Flow lines; in fractions, for people are expectations here."
    page = book.page("Flows", about, (16, 26, 30, *([9] * len(book.periods)), 11), (5, 3))
    book.heads(page, 4, ("plan", "kind", "", *book.periods, "all"))
    row = 5
    for plan in PLANS:
        kinds = sorted(book.plan.table("flows", plan=plan, reported=True)["kind"].unique())
        for kind in kinds:
            where = {"plan": Ref(f"$A{row + 1}", plan), "kind": Ref(f"$B{row + 1}", kind)}
            row = _line(book, page, row, (plan, kind, ""), where)
        row += 1
    book.heads(page, row, ("team", "role", "plan: kind", *book.periods, "all"))
    row += 1
    rows = book.plan.table("flows", plan="after", reported=True)
    for team, role, kind in sorted(set(zip(rows["team"], rows["role"], rows["kind"], strict=True))):
        names = {
            "team": Ref(f"$A{row + 1}", team),
            "role": Ref(f"$B{row + 1}", role),
            "kind": Ref(f"$C{row + 1}", kind),
        }
        row = _line(book, page, row, (team, role, kind), {"plan": "after", **names})


def _line(book: PlanBook, page: Any, row: int, words: Sequence[str], where: dict[str, Any]) -> int:
    for column, word in enumerate(words):
        book.put(page, row, column, word)
    found = [
        book.sum("FlowLines", "fte", **where, period=Ref(f"{name_of(4, column)[:-1]}$5", period))
        for column, period in enumerate(book.periods, start=3)
    ]
    for column, each in enumerate(found, start=3):
        book.put(page, row, column, each, "fte")
    cells = [name_of(row, column) for column in range(3, 3 + len(found))]
    total = total_of(cells, [float(each.value) for each in found])
    book.put(page, row, 3 + len(found), total, "fte", total=True)
    if words[0] in PLANS:
        told = book.sum("FlowLines", "fte", **{**where, "plan": words[0], "kind": words[1]}, reported=True)
        here = Formula(f"Flows!{name_of(row, 3 + len(found))}", total.value)
        book.checks.append(Check(f"Flows, {words[0]}: {words[1]}, FTE", here, told, 0.0001))
    return row + 1


def write_coverage(book: PlanBook) -> None:
    """Coverage by team and month, and the gap, before action and under the plan."""
    about = "Each column counts all that is overdue at its end, so it mostly looks worse than the whole plan."
    page = book.page("Coverage", about, (16, 26, *([9] * len(book.periods))), (5, 2))
    book.heads(page, 4, ("plan", "team", *book.periods))
    teams = sorted(book.plan.table("coverage", plan="after", scope="team", window_kind="period")["name"].unique())
    row, rows_of_all = 5, {}
    for heading, form in (("coverage", "share"), ("gap_hours", "hours")):
        top = row
        for plan in PLANS:
            for team in (*teams, ""):
                _course(book, page, row, plan, team, heading, form)
                rows_of_all[heading, plan] = row
                row += 1
        last = len(book.periods) + 1
        low, high = ("#FFFFFF", "#12436D") if heading == "gap_hours" else ("#A285D1", "#FFFFFF")
        scale = {"type": "2_color_scale", "min_color": low, "max_color": high}
        if heading == "coverage":
            page.conditional_format(top, 2, row - 1, last, scale)
        row += 1
        if heading == "coverage":
            book.heads(page, row, ("plan", "team: gap, hours", *book.periods))
            row += 1
    _chart(book, page, row + 1, rows_of_all)
    page.fit_to_pages(1, 1)


ALL = "all teams"


def _course(book: PlanBook, page: Any, row: int, plan: str, team: str, heading: str, form: str) -> None:
    book.put(page, row, 0, plan)
    book.put(page, row, 1, team or ALL)
    for column, period in enumerate(book.periods, start=2):
        where = {
            "plan": Ref(f"$A{row + 1}", plan),
            "window_kind": "period",
            "window": Ref(f"{name_of(4, column)[:-1]}$5", period),
            "scope": "team" if team else "force",
            **({"name": Ref(f"$B{row + 1}", team)} if team else {}),
        }
        book.put(page, row, column, book.sum("CoverageLines", heading, **where), form, total=not team)


def _chart(book: PlanBook, page: Any, row: int, rows: dict[tuple[str, str], int]) -> None:
    chart = book.book.add_chart({"type": "line"})
    last = len(book.periods) + 1
    for plan, name, colour, dash in (
        ("before", "before action", COLOURS[0], "dash"),
        ("after", "plan", COLOURS[1], "solid"),
    ):
        line = rows["coverage", plan]
        chart.add_series(
            {
                "name": name,
                "categories": ["Coverage", 4, 2, 4, last],
                "values": ["Coverage", line, 2, line, last],
                "line": {"color": colour, "width": 2.25, "dash_type": dash},
            }
        )
    chart.set_title({"name": "Coverage of all teams by period", "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "0%", "max": 1, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 300})
    said = "Lines: coverage of all teams in each period, before action and under the plan; the figures stand above."
    page.insert_chart(row, 0, chart, {"description": said})
