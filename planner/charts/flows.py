"""Where people come from and where they go: teams, roles that change, recruits and leavers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from planner.charts.chart import Chart
from planner.charts.key import Sample, draw_key, key_cm
from planner.charts.measure import broken, height_cm, line_cm, width_cm
from planner.charts.sheet import HALF_CAPITAL_CM, WIDTH_CM, sheet
from planner.charts.style import DARK_GREY, ORANGE, PLAN, PURPLE, TURQUOISE
from planner.plan.plan import Plan
from planner.reports.flow_kinds import JOINING, LEAVING, MOVING_IN, flows_of_people
from planner.reports.words import count, fte, listed, plain
from planner.scenario.scenario import Scenario

NAME = "flows"

Kind = Literal["join", "move", "change", "leave"]
_LOOK: dict[Kind, tuple[str, str]] = {
    "join": ("join", TURQUOISE),
    "move": ("move to another team", PLAN),
    "change": ("change their role", PURPLE),
    "leave": ("leave", ORANGE),
}
_MOST = 16
"""Flows that are drawn; the smallest beyond them are counted."""
_SMALLEST = 0.05
"""A flow of fewer people is not drawn: it would read 0.0 [FTE]."""
_NAMES_CM = 4.3
_NODE_CM = 0.3
_SLOT_CM = 0.46
"""A flow takes at least so much of a side, so that its figure has room."""
_THINNEST_CM = 0.04
_LARGEST_CM = 6.0
"""All flows together are so thick."""
_BETWEEN_CM = 0.28
_LINE = ("team", "role", "other_team", "other_role")
RECRUITS, LEAVERS, CAME_BACK = "Recruits from outside", "Leavers", "Posts that came back"


@dataclass(frozen=True)
class _Flow:
    """People who go from one place to another in the reported periods."""

    origin: str
    target: str
    kind: Kind
    fte: float


def flows_chart(plan: Plan) -> Chart | None:
    """Draw where people come from and go to under the plan; none where nobody moves."""
    every = _flows(plan)
    if not every:
        return None
    shown, rest = every[:_MOST], every[_MOST:]
    order = _order(plan.loaded.scenario)
    left_out = _left_out(rest)
    title = _finding(every)
    return Chart(NAME, title, _words(shown, left_out), partial(_draw, shown, order, left_out))


def _flows(plan: Plan) -> list[_Flow]:
    """Every flow that is large enough to be told, the largest first."""
    rows = flows_of_people(plan)
    rows = rows[rows["plan"] == "after"]
    sums: dict[tuple[str, str, Kind], float] = {}
    for row, people in zip(rows.itertuples(), rows["fte"], strict=True):
        found = _ends(plan.loaded.scenario, row)
        if found is not None:
            sums[found] = sums.get(found, 0.0) + float(people)
    every = [_Flow(*key, people) for key, people in sums.items() if people >= _SMALLEST]
    return sorted(every, key=lambda flow: (-flow.fte, flow.origin, flow.target))


def _ends(scenario: Scenario, row: Any) -> tuple[str, str, Kind] | None:
    """From where to where a row of `flows` leads; none for one that another row tells, or that changes nothing."""
    team, role, other_team, other_role = (str(getattr(row, name)) for name in _LINE)
    outside = other_team != "" and scenario.teams[other_team].out_of_scope
    own = scenario.teams[team].title
    if row.kind in JOINING or row.kind == "known_joiners":
        nobody = CAME_BACK if row.kind == "posts_came_back" else RECRUITS
        return scenario.teams[other_team].title if outside else nobody, own, "join"
    if row.kind in LEAVING:
        return own, scenario.teams[other_team].title if outside else LEAVERS, "leave"
    # Who does not pass comes back to a line that this chart has never shown them leave.
    if row.kind not in MOVING_IN or (row.kind.endswith("_back") and row.kind != "temporary_promotion_back"):
        return None
    if other_role in ("", role):
        return None if other_team in ("", team) else (scenario.teams[other_team].title, own, "move")
    titles = {name: each.title for name, each in scenario.roles.items()}
    there = scenario.teams[other_team or team].title
    return f"{titles[other_role]}, {there}", f"{titles[role]}, {own}", "change"


def _order(scenario: Scenario) -> dict[str, int]:
    """Where places stand in a column, from above: recruits, teams as in the scenario, leavers."""
    teams = [team.title for team in scenario.teams.values() if team.out_of_scope]
    planned = [team.title for team in scenario.teams.values() if not team.out_of_scope]
    return {title: place for place, title in enumerate((RECRUITS, CAME_BACK, *teams, *planned))}


def _left_out(rest: Sequence[_Flow]) -> str:
    if not rest:
        return ""
    return plain(f"Not drawn: {count(len(rest), 'smaller flow')}, {fte(sum(flow.fte for flow in rest))} FTE together.")


def _sum(flows: Iterable[_Flow], *kinds: Kind) -> float:
    return sum(flow.fte for flow in flows if flow.kind in kinds)


def _finding(every: Sequence[_Flow]) -> str:
    """Whether more people come than go, in a sentence."""
    joining, leaving = _sum(every, "join"), _sum(every, "leave")
    moving, changing = _sum(every, "move"), _sum(every, "change")
    text = f"{fte(joining)} FTE join and {fte(leaving)} leave"
    if joining and leaving and fte(joining) != fte(leaving):
        more, fewer = ("join", "leave") if joining > leaving else ("leave", "join")
        text = f"More people {more} than {fewer}: {fte(max(joining, leaving))} against {fte(min(joining, leaving))} FTE"
    told = [(moving, "move between teams"), (changing, "change their role")]
    also = [f"{fte(people)} {words}" for people, words in told if people >= _SMALLEST]
    return f"{text}; {listed(also)}" if also else text


def _words(flows: Sequence[_Flow], left_out: str) -> str:
    """The chart in words."""
    each = [f"{flow.origin} to {flow.target} {fte(flow.fte)}" for flow in flows]
    text = f"Flows of people over the whole plan, from left to right [FTE]: {'; '.join(each)}."
    return plain(f"{text} {left_out}".strip())


@dataclass(frozen=True)
class _Node:
    """A place in a column, with the flows that end there from above to below."""

    title: str
    flows: tuple[_Flow, ...]
    top: float
    """Below the top of the chart [cm]."""
    slots: tuple[float, ...]
    """How high each of its flows is there [cm]."""

    @property
    def high(self) -> float:
        """How high it is [cm]."""
        return sum(self.slots)

    @property
    def label(self) -> str:
        """Its name, with how many people there are where no single flow tells it."""
        total = f" ({fte(sum(flow.fte for flow in self.flows))})" if len(self.flows) > 1 else ""
        return broken(f"{self.title}{total}", _NAMES_CM)


def _column(flows: Sequence[_Flow], order: Mapping[str, int], scale: float, at_left: bool) -> tuple[_Node, ...]:
    """The places of a column from above to below."""

    def rank(title: str) -> tuple[float, str]:
        # A role stands beside its team; leavers, and parts of the force that take people, stand last.
        team = next((name for name in order if title.endswith(f", {name}")), title)
        return (order.get(team, len(order)) + (0.5 if team != title else 0.0), title)

    titles = sorted({flow.origin if at_left else flow.target for flow in flows}, key=rank)
    nodes: list[_Node] = []
    top = 0.0
    for title in titles:
        own = [flow for flow in flows if (flow.origin if at_left else flow.target) == title]
        own.sort(key=lambda flow: (rank(flow.target if at_left else flow.origin), flow.kind))
        slots = [max(_SLOT_CM, flow.fte * scale) for flow in own]
        node = _Node(title, tuple(own), top, tuple(slots))
        missing = max(0.0, height_cm(node.label) - node.high)
        nodes.append(replace(node, slots=tuple(slot + missing / len(slots) for slot in slots)))
        top += nodes[-1].high + _BETWEEN_CM
    return tuple(nodes)


def _draw(flows: Sequence[_Flow], order: Mapping[str, int], left_out: str, title: str) -> Figure:
    """Draw places at either side and a band for each flow between them."""
    scale = _LARGEST_CM / max(_LARGEST_CM, sum(flow.fte for flow in flows))
    sides = [_column(flows, order, scale, at_left) for at_left in (True, False)]
    highs = [side[-1].top + side[-1].high for side in sides]
    key = [Sample(words, {"color": color}, "area") for kind, (words, color) in _LOOK.items() if _sum(flows, kind)]
    high, head = max(highs), key_cm(key, 0.1) + 0.35
    foot = line_cm() + 0.15 if left_out else 0.1
    paper = sheet(title, "Where people come from and go to over the whole plan [FTE]", high + head + foot)
    draw_key(paper, 0.1, foot + high + head, key)
    left = 0.1 + max(width_cm(node.label) for node in sides[0]) + 0.35
    right = WIDTH_CM - 0.1 - max(width_cm(node.label) for node in sides[1]) - 0.35
    axes = paper.axes(0, foot, WIDTH_CM, high)
    axes.set_xlim(0, WIDTH_CM)
    axes.set_ylim(-high, 0)
    axes.set_axis_off()
    figures = max(width_cm(fte(flow.fte)) for flow in flows) + 0.25
    ends: dict[_Flow, list[float]] = {flow: [] for flow in flows}
    for side, at, total in zip(sides, (left, right), highs, strict=True):
        # The shorter column stands in the middle of the longer one.
        above = (high - total) / 2
        for node in side:
            top = -above - node.top
            axes.add_patch(Rectangle((at - _NODE_CM / 2, top - node.high), _NODE_CM, node.high, color=DARK_GREY))
            middle = foot + high + top - node.high / 2
            label_at, align = (left - 0.3, "right") if at == left else (right + 0.3, "left")
            paper.write_level(label_at, middle, node.label, ha=align)
            for flow, slot in zip(node.flows, node.slots, strict=True):
                ends[flow].append(top - slot / 2)
                if at == left:
                    begin = left + _NODE_CM / 2 + 0.1
                    axes.text(begin, top - slot / 2 - HALF_CAPITAL_CM, fte(flow.fte), zorder=4)
                top -= slot
    begin, end = left + _NODE_CM / 2 + figures, right - _NODE_CM / 2
    for flow, (first, second) in ends.items():
        thick = max(_THINNEST_CM, flow.fte * scale)
        axes.add_patch(_band(begin, first, end, second, thick, _LOOK[flow.kind][1]))
    if left_out:
        paper.write(0.1, 0.1, left_out, color=DARK_GREY)
    return paper.figure


def _band(begin: float, first: float, end: float, second: float, thick: float, color: str) -> PathPatch:
    """A band from one side to the other, level where it begins and where it ends."""
    half, middle = thick / 2, (begin + end) / 2
    upper = [(begin, first + half), (middle, first + half), (middle, second + half), (end, second + half)]
    lower = [(end, second - half), (middle, second - half), (middle, first - half), (begin, first - half)]
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    return PathPatch(Path([*upper, *lower, upper[0]], codes), facecolor=color, edgecolor="none", alpha=0.75, zorder=2)
