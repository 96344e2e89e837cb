"""Coverage of each team in each period, before action and under the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from planner.charts.chart import Chart
from planner.charts.measure import broken, height_cm, line_cm, width_cm
from planner.charts.periods import Periods, periods_of, room_cm, write_periods
from planner.charts.sheet import HALF_CAPITAL_CM, WIDTH_CM, Sheet, sheet, swatch
from planner.charts.style import DARK_GREY, INK
from planner.plan.plan import Plan
from planner.reports.coverage import ALL
from planner.reports.figures import share
from planner.reports.words import percent, plain

NAME = "coverage"

_COLORS = ("#E9EFF5", "#C3D5E5", "#8DB1CF", "#4F83AF", "#12436D", "#081F33")
"""The darker, the more is not covered."""
_FINE, _COARSE = (100, 95, 90, 80, 60, 0), (100, 90, 75, 50, 25, 0)
"""Coverage from which on a cell has each colour [%]; the second where much of the map would be of the last colour."""
_MOST_LAST = 0.25
"""Of so many cells, at most, the last colour of the fine steps still tells something [share]."""
_WHITE_FROM = 3
"""From this class on numbers are white."""
_NAMES_CM = (3.4, 5.2)
"""How wide names may be: the first with which all have two lines at most, or the last."""
_WHOLE_CM = 1.9
_ROW_CM = 0.6
_NO_DEMAND = len(_COLORS)
_PLANS = (("before", "Before action"), ("after", "Plan"))


@dataclass(frozen=True)
class _Row:
    """Coverage of a team, or of all teams."""

    team: str
    """Empty for all teams."""
    title: str
    shares: dict[str, tuple[float | None, ...]]
    """By plan, in the order of the periods; none where there is no demand."""
    whole: dict[str, float | None]
    """By plan, over all reported periods."""

    def shown(self, plan: str) -> list[int | None]:
        """The whole per cents that the chart shows."""
        return [_per_cent(value) for value in self.shares[plan]]


def coverage_chart(plan: Plan) -> Chart | None:
    """Draw coverage as a map of teams and periods; none where no team has any demand."""
    periods = periods_of(plan)
    rows = _rows(plan, periods)
    if not rows:
        return None
    title = _finding(rows, periods)
    return Chart(NAME, title, _words(rows, periods), partial(_draw, rows, periods))


def _rows(plan: Plan, periods: Periods) -> tuple[_Row, ...]:
    """Each team with demand in the order of the scenario, then all teams if there are several."""
    teams = [("team", name, team.title) for name, team in plan.loaded.scenario.teams.items()]
    found = []
    for scope, name, title in (*teams, ("force", "", ALL)):
        table = plan.table("coverage", scope=scope)
        own = table[table["name"] == name] if name else table
        month, whole = own[own["window_kind"] == "period"], own[own["window_kind"] == "whole"]
        values = {
            (str(each), str(window)): share(value)
            for each, window, value in zip(month["plan"], month["window"], month["coverage"], strict=True)
        }
        shares = {each: tuple(values.get((each, period)) for period in periods.names) for each, _ in _PLANS}
        if any(value is not None for row in shares.values() for value in row):
            over = {str(each): share(value) for each, value in zip(whole["plan"], whole["coverage"], strict=True)}
            found.append(_Row(name, title, shares, {each: over.get(each) for each, _ in _PLANS}))
    return tuple(found if len(found) > 2 else found[:1])


def _per_cent(value: float | None) -> int | None:
    """A share in whole per cent, as reports round it: 100 only where all is covered."""
    return None if value is None else int(percent(value, 0).split("\u00a0")[0])


def _steps(rows: Sequence[_Row]) -> tuple[int, ...]:
    """From which coverage on a cell has each colour [%]."""
    cells = [value for row in rows for plan, _ in _PLANS for value in row.shown(plan) if value is not None]
    last = sum(value < _FINE[-2] for value in cells)
    return _FINE if last <= _MOST_LAST * len(cells) else _COARSE


def _class(value: int | None, steps: Sequence[int]) -> int:
    """Which colour a cell has, from 0."""
    return _NO_DEMAND if value is None else next(place for place, least in enumerate(steps) if value >= least)


def _lowest(row: _Row, plan: str) -> tuple[int, list[int]]:
    """The lowest coverage that the chart shows of a row, and in which periods."""
    shown = row.shown(plan)
    least = min(value for value in shown if value is not None)
    return least, [place for place, value in enumerate(shown) if value == least]


def _finding(rows: Sequence[_Row], periods: Periods) -> str:
    """Which team falls lowest under the plan, in a sentence."""
    teams = [row for row in rows if row.team and any(value is not None for value in row.shown("after"))]
    lows = [(*_lowest(row, "after"), row.title) for row in teams]
    if not lows:
        return "No team has any demand under the plan"
    least, when, title = min(lows, key=lambda each: (each[0], -len(each[1])))
    if least == 100:
        return f"The plan covers all work of every team in every {periods.step}"
    return plain(f"{title} falls to {least} % {periods.in_words(when)}")


def _words(rows: Sequence[_Row], periods: Periods) -> str:
    """The map in words."""
    parts = [f"Coverage of the demand hours of each team by {periods.step}, before action and under the plan."]
    for plan, title in reversed(_PLANS):
        told = []
        for row in rows:
            if any(value is not None for value in row.shown(plan)):
                least, when = _lowest(row, plan)
                lowest = f", lowest {least} % {periods.in_words(when)}" if least < 100 else f" in every {periods.step}"
                told.append(f"{row.title} {percent(row.whole[plan])}{lowest}")
        parts.append(f"{title}, over the whole plan: {'; '.join(told)}.")
    return plain(" ".join(parts))


def _draw(rows: Sequence[_Row], periods: Periods, title: str) -> Figure:
    """Draw both maps, one above the other, with one key."""
    note = broken(
        f"Each {periods.step} counts all that is overdue at its end, so it mostly looks worse than the whole plan.",
        WIDTH_CM - 0.2,
    )
    names = _names(rows)
    heights = [max(_ROW_CM, height_cm(name) + 0.1) for name in names]
    map_cm, head_cm, between = sum(heights), line_cm() + 0.1, 0.25
    key_cm = 0.75
    foot = room_cm() + 0.2 + key_cm + height_cm(note)
    shown = f"Coverage: share of the demand hours that is covered, by team and {periods.step} [%]"
    paper = sheet(title, shown, 2 * (map_cm + head_cm) + between + foot)
    left = 0.1 + max(width_cm(name, bold=True) for name in names) + 0.2
    wide = WIDTH_CM - left - _WHOLE_CM - 0.1
    bottom = foot
    for plan, what in reversed(_PLANS):
        _draw_map(paper, rows, plan, names, heights, (left, bottom, wide))
        paper.write(left, bottom + map_cm + 0.15, what, weight="bold")
        paper.write(WIDTH_CM - 0.1, bottom + map_cm + 0.15, "whole plan", ha="right", color=DARK_GREY)
        if plan == "after":
            write_periods(paper, periods, left, bottom - 0.1, wide)
        bottom += map_cm + head_cm + between
    _draw_key(paper, height_cm(note) + 0.25, _steps(rows))
    paper.write(0.1, 0.05, note, va="bottom", color=DARK_GREY)
    return paper.figure


def _names(rows: Sequence[_Row]) -> list[str]:
    """What the rows are called, in lines."""
    for most in _NAMES_CM:
        names = [broken(row.title, most) for row in rows]
        if max(name.count("\n") for name in names) <= 1:
            break
    return names


def _draw_map(
    paper: Sheet,
    rows: Sequence[_Row],
    plan: str,
    names: Sequence[str],
    heights: Sequence[float],
    place: tuple[float, float, float],
) -> None:
    """Draw one map: a colour for each cell, its number where that fits."""
    left, bottom, wide = place
    steps = _steps(rows)
    high, columns = sum(heights), len(rows[0].shares[plan])
    axes = paper.axes(left, bottom, wide, high)
    edges = high - np.concatenate([[0.0], np.cumsum(heights)])
    classes = np.array([[_class(value, steps) for value in row.shown(plan)] for row in rows])
    cell = wide / columns
    axes.pcolormesh(
        np.linspace(0, wide, columns + 1),
        edges,
        classes,
        cmap=ListedColormap([*_COLORS, "white"]),
        vmin=-0.5,
        vmax=_NO_DEMAND + 0.5,
        edgecolors="white",
        linewidth=min(1.0, cell * 2.5),
    )
    axes.set_xlim(0, wide)
    axes.set_ylim(0, high)
    axes.set_axis_off()
    fits = width_cm("100") + 0.1 <= cell
    for row, name, upper, height in zip(rows, names, edges, heights, strict=False):
        middle, weight = upper - height / 2, "normal" if row.team else "bold"
        paper.write_level(left - 0.2, bottom + middle, name, ha="right", weight=weight)
        whole = percent(row.whole[plan]).replace("\u00a0", " ")
        paper.write_level(WIDTH_CM - 0.1, bottom + middle, whole, ha="right", weight=weight)
        for column, value in enumerate(row.shown(plan) if fits else ()):
            text = "–" if value is None else f"{value}"
            dark = value is not None and _class(value, steps) >= _WHITE_FROM
            color = "white" if dark else INK
            axes.text((column + 0.5) * cell, middle - HALF_CAPITAL_CM, text, ha="center", color=color)


def _draw_key(paper: Sheet, bottom: float, steps: Sequence[int]) -> None:
    """Say which colour is how much."""
    between = [f"{least} to {above - 1}" for above, least in pairwise(steps[:-1])]
    at = 0.1
    for color, words in zip(_COLORS, (f"{steps[0]} %", *between, f"below {steps[-2]}"), strict=True):
        swatch(paper, at, bottom, color, edgecolor=DARK_GREY)
        paper.write(at + 0.5, bottom + 0.07, words)
        at += 0.5 + width_cm(words) + 0.45
