"""Cost of each financial year, and the limit on all costs where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.printed import listed, pounds
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words
from planner.verify.page.sections.money import NO_CASH


def limit_on_everything(figures: Figures) -> str:
    """The first limit that counts all kinds of cost, teams and funding; empty where there is none."""
    limits = figures.scenario.get("budget", {}).get("limits", {})
    parts = ("kinds", "teams", "funding")
    return next((name for name, limit in limits.items() if not any(limit.get(part) for part in parts)), "")


def limits_of_years(figures: Figures) -> dict[str, float]:
    """What may be spent in each financial year, where there is a limit on all costs [pounds]."""
    rows = figures.rows("budget", limit=limit_on_everything(figures), reported=True)
    return {row.financial_year: row.limit_pounds for row in rows}


def cost_of_years(figures: Figures) -> dict[str, Both]:
    """What each financial year costs before action and under the plan [pounds]."""
    limit = limit_on_everything(figures)
    if limit:
        rows = figures.rows("budget", limit=limit, reported=True)
        return {row.financial_year: (row.before_pounds, row.after_pounds) for row in rows}
    costs: dict[str, list[float]] = {}
    for row in figures.rows("costs", reported=True):
        if row.kind != NO_CASH:
            costs.setdefault(row.financial_year, [0.0, 0.0])[PLANS.index(row.plan)] += row.pounds
    return {year: (both[0], both[1]) for year, both in costs.items()}


def cost_of_year(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What a financial year costs, what may be spent, and what is left."""
    costs, limits = cost_of_years(figures), limits_of_years(figures)
    beyond_plan = _years_beyond(figures)
    year = next((year for year in costs if figures.year(year, year in beyond_plan) == words["year"]), None)
    if year is not None:
        before, after = costs[year]
        limit = limits.get(year)
        yield {
            "after": pounds(after),
            "before": pounds(before),
            "limit": MISSING if limit is None else pounds(limit),
            "left": MISSING if limit is None else pounds(limit - after),
        }


def one_of_years(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What one of several financial years costs, and what may be spent."""
    yield from ({key: said for key, said in each.items() if key != "left"} for each in cost_of_year(figures, words))


def beyond(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Financial years that go on after the plan, and whose cost and limit hold that part too."""
    del words
    yield {"years": (listed(_years_beyond(figures)),)}


def _years_beyond(figures: Figures) -> list[str]:
    """Financial years with a limit that go on after the plan."""
    after = {row.financial_year for row in figures.rows("work", reported=False)}
    return sorted(after & set(limits_of_years(figures)))


def one_year(figures: Figures) -> Times:
    """Whether the plan has one financial year."""
    return int(len(cost_of_years(figures)) == 1), int(len(cost_of_years(figures)) == 1)


def several_years(figures: Figures) -> Times:
    """How many financial years share a remark."""
    count = len(cost_of_years(figures))
    return (count, count) if count > 1 else (0, 0)


def goes_on(figures: Figures) -> Times:
    """Whether a financial year with a limit goes on after the plan."""
    return (1, 1) if _years_beyond(figures) else (0, 0)


SAYINGS = (
    Saying(
        "**Cost {year:year}**: {after} ({before} before action)[ of a budget of {limit}[ (an estimate)]; {left} left]",
        cost_of_year,
        due=one_year,
    ),
    Saying("{year:year} {after} ({before})[ of {limit}]", one_of_years, "- **Cost (before action)", several_years),
    Saying("the months of {years:words} after the plan are included", beyond, due=goes_on),
)
