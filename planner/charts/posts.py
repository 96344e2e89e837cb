"""People of each rank from the opening to the end of the plan: who leaves, who comes, what is left of the posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.charts.chart import Chart
from planner.charts.key import Sample, draw_key, key_cm
from planner.charts.measure import broken, height_cm, line_cm, width_cm
from planner.charts.scale import round_values
from planner.charts.sheet import HALF_CAPITAL_CM, WIDTH_CM, Sheet, sheet
from planner.charts.style import BEFORE, DARK_GREY, INK, LIGHT_GREY, ORANGE, PLAN, PURPLE, TURQUOISE
from planner.plan.plan import Plan
from planner.reports.flow_kinds import GOING_BACK, JOINING, LEAVING, MOVING_IN, MOVING_OUT, flows_of_people
from planner.reports.structure import RankLine, by_rank, structure
from planner.reports.words import fte, plain

NAME = "posts"

_NAMES_CM = 3.6
_STEP_CM = 0.46
_BAR = 0.3
_SMALLEST = 0.05
"""A step of fewer people is not drawn: it would read 0.0 [FTE]."""
_COLUMNS = (("", "opening"), ("end,", "plan"), ("end,", "before"), ("posts", "at end"))
"""Heads of the columns of figures."""
_PLAN_MARK: dict[str, Any] = {"color": PLAN, "marker": "o", "markersize": 6, "linestyle": "none"}
_BEFORE_MARK: dict[str, Any] = {
    "color": BEFORE,
    "marker": "D",
    "markersize": 8.5,
    "markerfacecolor": "white",
    "linestyle": "none",
}


@dataclass(frozen=True)
class _Step:
    """What changes the people of a rank."""

    words: str
    fte: float
    """Positive where people come."""
    color: str


@dataclass(frozen=True)
class _Rank:
    """A rank from the opening to the end [FTE]."""

    title: str
    opening: float
    steps: tuple[_Step, ...]
    closing: float
    closing_before: float
    posts: float
    """Approved posts at the end, under the plan."""
    is_removed: bool
    is_total: bool = False

    @property
    def net(self) -> float:
        """How many more people at the end than at the opening."""
        return self.closing - self.opening

    @property
    def figures(self) -> tuple[float, float, float, float]:
        """The figures beside its name, as `_COLUMNS` has their heads."""
        return self.opening, self.closing, self.closing_before, self.posts

    @property
    def whole(self) -> float:
        """What changes are shown as a share of: the people at the opening, or else those or the posts at the end."""
        return next((people for people in (self.opening, self.closing, self.posts) if people > 0), 1.0)

    @property
    def high_cm(self) -> float:
        """How high its rows are together."""
        steps = (len(self.steps) + 1) * _STEP_CM
        return max(steps, height_cm(broken(self.title, _NAMES_CM))) + 0.25


def posts_chart(plan: Plan) -> Chart | None:
    """Draw how the people of each rank change, step by step; none where there are no posts."""
    ranks = _ranks(plan)
    if not ranks:
        return None
    title = _finding(ranks)
    return Chart(NAME, title, _words(ranks), partial(_draw, ranks))


def _ranks(plan: Plan) -> tuple[_Rank, ...]:
    """Every rank, the highest first, and all together if there are several."""
    flows = flows_of_people(plan)
    flows = flows[flows["plan"] == "after"]
    roles = plan.loaded.scenario.roles
    own = flows["role"].map(lambda role: roles[role].rank or roles[role].grade)
    other = flows["other_role"].map(lambda role: (roles[role].rank or roles[role].grade) if role else "")
    # A move without another role is one within the role.
    flows = flows.assign(rank=own, other_rank=other.where(other != "", own))
    lines = by_rank(structure(plan))
    found = [_rank(line, flows[flows["rank"] == line.rank]) for line in lines]
    if len(found) > 1:
        found.append(_together(lines, flows))
    return tuple(found)


def _rank(line: RankLine, flows: pd.DataFrame) -> _Rank:
    return _Rank(
        f"{line.title} (removed)" if line.is_removed else line.title,
        line.opening_fte,
        _steps(flows),
        line.closing_fte.after,
        line.closing_fte.before,
        line.closing_posts_fte.after,
        line.is_removed,
    )


def _together(lines: Sequence[RankLine], flows: pd.DataFrame) -> _Rank:
    """All ranks as one; what people do between them is no change of all."""
    return _Rank(
        "All ranks",
        sum(line.opening_fte for line in lines),
        _steps(flows.assign(other_rank=flows["rank"])),
        sum(line.closing_fte.after for line in lines),
        sum(line.closing_fte.before for line in lines),
        sum(line.closing_posts_fte.after for line in lines),
        is_removed=False,
        is_total=True,
    )


def _steps(flows: pd.DataFrame) -> tuple[_Step, ...]:
    """What changes the people of a rank, in the order of a period; what is too small to be seen is left out."""
    across = flows["rank"] != flows["other_rank"]

    def people(rows: pd.DataFrame, *kinds: str) -> float:
        return float(rows.loc[rows["kind"].isin(kinds), "fte"].sum())

    every = (
        _Step("leave", -people(flows, *LEAVING), ORANGE),
        _Step("join", people(flows, *JOINING, "known_joiners"), TURQUOISE),
        _Step("to others", -people(flows[across], *MOVING_OUT, GOING_BACK), PURPLE),
        _Step("from others", people(flows[across], *MOVING_IN), PURPLE),
    )
    return tuple(step for step in every if abs(step.fte) >= _SMALLEST)


def _finding(ranks: Sequence[_Rank]) -> str:
    """How many people there are at the end, and for how many posts, in a sentence."""
    every = ranks[-1]
    more = f"{fte(abs(every.net))} {'more' if every.net > 0 else 'fewer'} than"
    compared = "as many as" if abs(every.net) < _SMALLEST else more
    text = f"{fte(every.closing)} FTE in post at the end for {fte(every.posts)} posts, {compared} at the opening"
    gone = [rank for rank in ranks if rank.is_removed]
    if gone:
        left = sum(rank.closing for rank in gone)
        text += f"; of the ranks removed {fte(left)} of {fte(sum(rank.opening for rank in gone))} are left"
    return text


def _words(ranks: Sequence[_Rank]) -> str:
    """The chart in words."""
    told = []
    for rank in ranks:
        steps = [f"{fte(abs(step.fte))} {step.words}" for step in rank.steps]
        way = f" ({', '.join(steps)})" if steps else ""
        told.append(
            f"{rank.title}: {fte(rank.opening)} at the opening, {fte(rank.closing)} at the end{way}, before action"
            f" {fte(rank.closing_before)}; {fte(rank.posts)} posts"
        )
    return plain(f"People by rank, from the opening to the end of the plan [FTE]. {'. '.join(told)}.")


def _draw(ranks: Sequence[_Rank], title: str) -> Figure:
    """Draw a small waterfall for each rank on one scale, its figures beside it."""
    names = [broken(rank.title, _NAMES_CM) for rank in ranks]
    left = 0.1 + max(width_cm(name, bold=True) for name in names) + 0.2
    key = (
        Sample("at the end, plan", _PLAN_MARK, "mark"),
        Sample("at the end, before action", _BEFORE_MARK, "mark"),
    )
    high, bottom = sum(rank.high_cm for rank in ranks), 1.35
    head = key_cm(key, left) + 2 * line_cm() + 0.3
    paper = sheet(
        title,
        "People by rank over the whole plan [FTE]; bars: change as a share of the opening",
        bottom + high + head,
    )
    column = _column_cm(ranks)
    opening = left + column
    wide = WIDTH_CM - opening - 3 * column - 0.3
    axes = paper.axes(opening + 0.2, bottom, wide, high)
    least, most = _limits(ranks, wide)
    axes.set_xlim(least, most)
    axes.set_ylim(-high, 0)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    values = [value for rank in ranks for value in _reach(rank)]
    round_values(axes.xaxis, min(values), max(values), 5, lambda value, _: f"{100 * value:+,.10g} %" if value else "0")
    axes.tick_params(length=3)
    axes.axvline(0, color=INK, linewidth=0.8, zorder=1)
    draw_key(paper, 0.1, bottom + high + head - 0.1, key)
    rights = [opening, *(WIDTH_CM - 0.1 - column * place for place in (2, 1, 0))]
    for right, (upper, lower) in zip(rights, _COLUMNS, strict=True):
        paper.write_level(right, bottom + high + 1.5 * line_cm() + 0.1, upper, ha="right", color=DARK_GREY)
        paper.write_level(right, bottom + high + 0.5 * line_cm() + 0.1, lower, ha="right", color=DARK_GREY)
    place = 0.0
    for name, rank in zip(names, ranks, strict=True):
        axes.plot([least, most], [place, place], color=LIGHT_GREY, linewidth=0.6, zorder=0.5)
        middle = bottom + high + place - rank.high_cm / 2
        _write_figures(paper, rank, name, left - 0.2, rights, middle)
        _draw_steps(axes, rank, place, wide)
        place -= rank.high_cm
    paper.write(
        opening + 0.2 + wide / 2,
        0.1 + HALF_CAPITAL_CM,
        "Change [% of the people at the opening]",
        ha="center",
    )
    return paper.figure


def _column_cm(ranks: Sequence[_Rank]) -> float:
    """How wide a column of figures is."""
    figures = [width_cm(fte(value), bold=rank.is_total) for rank in ranks for value in rank.figures]
    return max(*figures, *(width_cm(words) for head in _COLUMNS for words in head)) + 0.3


def _write_figures(
    paper: Sheet, rank: _Rank, name: str, names_right: float, rights: Sequence[float], middle: float
) -> None:
    """Write what a rank is called, and its people and posts."""
    weight = "bold" if rank.is_total else "normal"
    paper.write_level(names_right, middle, name, ha="right", weight=weight)
    for right, value in zip(rights, rank.figures, strict=True):
        paper.write_level(right, middle, fte(value), ha="right", weight=weight)


def _draw_steps(axes: Axes, rank: _Rank, top: float, wide: float) -> None:
    """Draw the steps of a rank one below the other, each from where the one before has led."""
    least, most = axes.get_xlim()
    beside = 0.1 / wide * (most - least)
    at = 0.0
    middle = top - (rank.high_cm - (len(rank.steps) + 1) * _STEP_CM) / 2 - _STEP_CM / 2
    for step in rank.steps:
        length = step.fte / rank.whole
        axes.barh(middle, length, left=at, height=_BAR, color=step.color, zorder=2)
        bare = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        axes.text(max(at, at + length) + beside, middle - HALF_CAPITAL_CM, _label(step), zorder=4, bbox=bare)
        at += length
        axes.plot([at, at], [middle, middle - _STEP_CM], color=DARK_GREY, linewidth=0.6, zorder=1.5)
        middle -= _STEP_CM
    axes.plot([(rank.closing_before - rank.opening) / rank.whole], [middle], zorder=3, **_BEFORE_MARK)
    axes.plot([rank.net / rank.whole], [middle], zorder=3, **_PLAN_MARK)


def _label(step: _Step) -> str:
    return f"{fte(abs(step.fte))} {step.words}"


def _reach(rank: _Rank) -> list[float]:
    """Where the steps of a rank, and its marks, lie [share of its people]."""
    places = [0.0, rank.net, rank.closing_before - rank.opening]
    at = 0.0
    for step in rank.steps:
        at += step.fte
        places.append(at)
    return [place / rank.whole for place in places]


def _limits(ranks: Sequence[_Rank], wide: float) -> tuple[float, float]:
    """From where to where the scale goes, so that the words to the right of each bar have room [share]."""
    values = [value for rank in ranks for value in _reach(rank)]
    least, most = min(values), max(values)
    span = most - least or 1.0
    ends: list[tuple[float, float]] = []
    for rank in ranks:
        at = 0.0
        for step in rank.steps:
            ends.append((max(at, at + step.fte) / rank.whole, width_cm(_label(step)) + 0.2))
            at += step.fte
    # The widest scale at which every label still ends within the axes, with room for half a mark at either side.
    edge = 0.2
    beside = [(wide - 2 * edge - needed) / (end - least) for end, needed in ends if end > least]
    scale = max(min([(wide - 2 * edge) / span, *beside]), 0.2 * wide / span)
    return least - edge / scale, least - edge / scale + wide / scale
