"""The inputs of prices, and every cost worked out again from them: changing an input changes the cost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.model.costs import NO_CASH
from planner.tables.rows import each_row
from planner.workbooks.book import FIRST, Check, Formula, PlanBook, name_of
from planner.workbooks.paying import PARTS, RATES, Inputs, inputs_of, prices, rates

SHEET = "Inputs"
PAID = {"pay": "pay", "on_costs": "on_costs", "overtime": "overtime"}
"""Kinds of cost that follow from what a person costs, and by which of the prices."""
STAFFING = ("approved_at_base", "vacancies_at_base", "awards_on_posts", "increments_on_posts")
"""What is added to the lines of staffing: the posts at their prices [pounds]."""


@dataclass(frozen=True)
class Priced:
    """The tables of prices and costs, with the values that their formulas have."""

    inputs: Inputs
    kinds: pd.DataFrame
    """Kinds of cost that do not follow from the pay of a role, with a factor for each: kind, factor."""
    rates: pd.DataFrame
    prices: pd.DataFrame
    costs: pd.DataFrame
    staffing: pd.DataFrame


def priced(book: PlanBook) -> Priced:
    """Work out every table, and make it known to formulas."""
    scenario, tables = book.plan.loaded.scenario, book.plan.tables
    inputs = inputs_of(scenario)
    found = rates(scenario, inputs)
    person = prices(found)
    other = sorted(set(tables["costs"]["kind"]) - set(PAID) - {NO_CASH})
    other += [NO_CASH] if NO_CASH in set(tables["costs"]["kind"]) else []
    kinds = pd.DataFrame({"kind": other or ["none"], "factor": [1.0] * max(len(other), 1)})
    for part in PAID.values():
        person[f"{part}_as_planned"] = person[part]
        person[f"{part}_factor"] = 1.0
    costs = tables["costs"].assign(again_pounds=tables["costs"]["pounds"])
    posts = tables["staffing"].merge(
        person[["role", "period", "base_person", "awarded_person", "pay", "on_costs"]],
        on=["role", "period"],
        how="left",
    )
    full = posts["pay"] + posts["on_costs"]
    staffing = tables["staffing"].assign(
        approved_at_base=posts["approved_fte"].to_numpy() * posts["base_person"].to_numpy(),
        vacancies_at_base=((posts["budgeted_fte"] - posts["approved_fte"]) * posts["base_person"]).to_numpy(),
        awards_on_posts=(posts["budgeted_fte"] * (posts["awarded_person"] - posts["base_person"])).to_numpy(),
        increments_on_posts=(posts["budgeted_fte"] * (full - posts["awarded_person"])).to_numpy(),
    )
    said = Priced(inputs, kinds, found, person, costs, staffing)
    for name, rows in _named(said).items():
        book.announce(name, rows)
    return said


def _named(said: Priced) -> dict[str, pd.DataFrame]:
    return {
        "RolePay": said.inputs.roles,
        "Awards": said.inputs.awards,
        "OnCosts": said.inputs.on_costs,
        "OtherPrices": said.kinds,
        "Rates": said.rates,
        "Prices": said.prices,
        "CostLines": said.costs,
        "Staffing": said.staffing,
    }


# ---------------------------------------------------------------- the inputs
INPUT_TABLES: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "RolePay": ("Pay of a full-time holder at the price base", ("pounds_per_year", "increments"), "roles"),
    "Awards": ("Pay awards after the price base", ("rise",), "awards"),
    "OnCosts": ("On-costs", ("share", "above_pounds_per_year", "share_on_overtime"), "on_costs"),
}
"""What may be changed: the title of each table, its columns of inputs, and where it comes from."""
_FORM = {"pounds_per_year": "input pounds", "above_pounds_per_year": "input pounds", "factor": "input"}


def write_inputs(book: PlanBook, said: Priced) -> None:
    """The sheet of inputs: yellow cells may be changed, and costs and the reconciliation follow."""
    about = (
        "Change a yellow cell, and what is headed again on the sheets Costs and Reconciliation follows. Who does what"
        " stays as planned: solve the scenario again to plan with other prices."
    )
    page = book.page(SHEET, about, (30, 26, 13, 13, 16, 20, 20, 16, 20, 20))
    row = 5
    state = []
    for name, (title, changing, attribute) in INPUT_TABLES.items():
        rows: pd.DataFrame = getattr(said.inputs, attribute)
        row = _input_table(book, page, row, name, title, rows, changing)
        state += [_changed(name, column) for column in changing]
    title = "Factors on what is bought at a price of its own, or is worked out from two roles' pay"
    _input_table(book, page, row, "OtherPrices", title, said.kinds, ("factor",))
    state.append(_changed("OtherPrices", "factor"))
    book.put(page, 3, 0, "Inputs are")
    book.put(page, 3, 1, Formula(f'IF({"+".join(state)}=0,"{AS_PLANNED}","changed")', AS_PLANNED), total=True)


AS_PLANNED = "as planned"
STATE = f"{SHEET}!$B$4"
"""The cell that says whether any input has been changed."""


def _changed(table: str, column: str) -> str:
    return f"SUMPRODUCT(ABS({table}[{column}]-{table}[{column} as planned]))"


def _input_table(
    book: PlanBook, page: Any, row: int, name: str, title: str, rows: pd.DataFrame, changing: Sequence[str]
) -> int:
    """A table of inputs with the figures as planned beside them; the first free row below it."""
    book.put(page, row, 0, title, total=True)
    headings = [*rows.columns, *(f"{column} as planned" for column in changing)]
    columns = [{"header": heading} for heading in headings]
    box = (row + 1, 0, row + 1 + len(rows), len(headings) - 1)
    page.add_table(*box, {"name": name, "columns": columns, "style": "Table Style Light 1", "autofilter": False})
    book.heads(page, row + 1, headings)
    for column, heading in enumerate(headings):
        planned = heading.removesuffix(" as planned")
        form = _FORM.get(planned, "input share" if planned in changing else "")
        if heading not in rows:
            form = {"input pounds": "pence", "input share": "share", "input": ""}[form]
        for number, content in enumerate(rows[planned].tolist(), start=row + 2):
            book.put(page, number, column, content, form)
    return row + len(rows) + 4


# ---------------------------------------------------------------- what follows from them
def write_prices(book: PlanBook, said: Priced) -> None:
    """The rates within which nothing changes, and the price of one FTE of each role in each period."""
    keys = RATES[: RATES.index("base")]
    formulas: dict[str, list[Formula]] = {heading: [] for heading in RATES[RATES.index("base") :]}
    for number, row in enumerate(each_row(said.rates), start=FIRST + 2):
        cell = {heading: f"{name_of(0, column)[:-1]}{number}" for column, heading in enumerate(RATES)}
        texts = _rate_formulas(cell)
        for heading, text in texts.items():
            formulas[heading].append(Formula(text, getattr(row, heading)))
    about = "What a full-time holder of each role costs a year, between two days on which anything changes."
    book.sheet_of("Rates", "Rates", about, said.rates[keys], formulas)

    columns = ["role", "period", "financial_year", "reported"]
    more: dict[str, list[Formula]] = {}
    rows = said.prices
    for part, product in PARTS.items():
        for word in ("on_costs_of_base", "on_costs_of_awarded", "share_on_overtime", "on_costs", "awarded", "base"):
            product = _marked(product, word)
        more[part] = []
        names = _marked(_marked(product, "part"), "pay").replace("{", "Rates[").replace("}", "]")
        for number, value in enumerate(rows[part], start=FIRST + 2):
            text = f"SUMPRODUCT((Rates[role]=A{number})*(Rates[period]=B{number})*({names.replace('*', ')*(', 1)}))"
            more[part].append(Formula(text, value))
    planned = {f"{part}_as_planned": rows[f"{part}_as_planned"] for part in PAID.values()}
    facts = rows[columns].assign(**planned)
    letters = {heading: name_of(0, column)[:-1] for column, heading in enumerate([*facts.columns, *more])}
    for part in PAID.values():
        more[f"{part}_factor"] = [
            Formula(
                f"IF({letters[f'{part}_as_planned']}{n}=0,1,{letters[part]}{n}/{letters[f'{part}_as_planned']}{n})", 1.0
            )
            for n in range(FIRST + 2, FIRST + 2 + len(rows))
        ]
    about = "What one FTE of each role costs in each period, and by which factor that differs from the plan."
    book.sheet_of("Prices", "Prices", about, facts, more)


def _marked(product: str, word: str) -> str:
    """A product with the columns of the rates in braces, each word once."""
    return re.sub(rf"(?<![\w{{]){word}(?![\w}}])", "{" + word + "}", product)


def _rate_formulas(cell: Mapping[str, str]) -> dict[str, str]:
    """What stands in the cells of one row of the rates."""
    role, group, day = cell["role"], cell["pay_group"], cell["first_day"]
    held = f'RolePay[role],{role},RolePay[from],"<="&{day},RolePay[until],">="&{day}'
    of_group = f"(OnCosts[pay_group]={group})*(OnCosts[from]<={day})*(OnCosts[until]>={day})"

    def on_costs(pounds: str) -> str:
        above = f"({pounds}-OnCosts[above_pounds_per_year])"
        return f"SUMPRODUCT({of_group}*OnCosts[share]*({above}>0)*{above})"

    awards = f"SUMPRODUCT((Awards[pay_group]={group})*(Awards[from]<={day})*LN(1+Awards[rise]))"
    return {
        "base": f"SUMIFS(RolePay[pounds_per_year],{held})",
        "awarded": f"{cell['base']}*EXP({awards})",
        "pay": f"{cell['awarded']}*(1+SUMIFS(RolePay[increments],{held}))^{cell['years']}",
        "on_costs_of_base": on_costs(cell["base"]),
        "on_costs_of_awarded": on_costs(cell["awarded"]),
        "on_costs": on_costs(cell["pay"]),
        "share_on_overtime": f"SUMPRODUCT({of_group}*OnCosts[share_on_overtime])",
    }


def write_lines(book: PlanBook, said: Priced) -> None:
    """Every cost with what it is at the inputs, and every line of staffing with its posts at their prices."""
    costs = book.plan.tables["costs"]
    place = {heading: name_of(0, column)[:-1] for column, heading in enumerate(costs.columns)}
    again = []
    for number, (kind, pounds) in enumerate(zip(costs["kind"], costs["pounds"], strict=True), start=FIRST + 2):
        at = {heading: f"{letter}{number}" for heading, letter in place.items()}
        if kind in PAID:
            factor = f"SUMIFS(Prices[{PAID[kind]}_factor],Prices[role],{at['role']},Prices[period],{at['period']})"
        else:
            factor = f"SUMIFS(OtherPrices[factor],OtherPrices[kind],{at['kind']})"
        again.append(Formula(f"{at['pounds']}*{factor}", pounds))
    about = (
        "Every cost of the plan and of the plan before action; again_pounds is the same at the inputs of this workbook."
    )
    book.sheet_of("Cost lines", "CostLines", about, costs, {"again_pounds": again})

    staffing = book.plan.tables["staffing"]
    place = {heading: name_of(0, column)[:-1] for column, heading in enumerate(staffing.columns)}
    more: dict[str, list[Formula]] = {heading: [] for heading in STAFFING}
    for number, row in enumerate(each_row(said.staffing), start=FIRST + 2):
        at = {heading: f"{letter}{number}" for heading, letter in place.items()}
        price = {
            part: f"SUMIFS(Prices[{part}],Prices[role],{at['role']},Prices[period],{at['period']})" for part in _PRICES
        }
        person = f"({price['pay']}+{price['on_costs']})"
        texts = {
            "approved_at_base": f"{at['approved_fte']}*{price['base_person']}",
            "vacancies_at_base": f"({at['budgeted_fte']}-{at['approved_fte']})*{price['base_person']}",
            "awards_on_posts": f"{at['budgeted_fte']}*({price['awarded_person']}-{price['base_person']})",
            "increments_on_posts": f"{at['budgeted_fte']}*({person}-{price['awarded_person']})",
        }
        for heading, text in texts.items():
            more[heading].append(Formula(text, getattr(row, heading)))
    about = "Posts, people and hours of each line in each period, with the posts at their prices."
    book.sheet_of("Staffing", "Staffing", about, staffing, more)


_PRICES = ("base_person", "awarded_person", "pay", "on_costs")


def check_prices(book: PlanBook, said: Priced) -> None:
    """That the prices of this workbook are those of the plan."""
    told = book.plan.tables["prices"]
    for part, column in (("pay", "pay_pounds"), ("on_costs", "on_costs_pounds")):
        book.checks.append(
            Check(
                f"Price of one FTE, {part.replace('_', '-')}, all roles and periods",
                Formula(f"SUM(Prices[{part}])", float(said.prices[part].sum())),
                Formula(f"SUM(PriceTable[{column}])", float(told[column].sum())),
                0.01 * len(told),
                of_inputs=True,
            )
        )
