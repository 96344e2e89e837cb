"""Ways to come, to go or to change lines, whichever section of the scenario they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planner.verify.folder import Folder
from planner.verify.numbers import as_day, duration, value_on
from planner.verify.worked_out.people import Line, intakes
from planner.vocabulary import EXITS, PATHWAYS

NOWHERE: Line = ("", "")
DECIDED = ("recruitment", "fixed_term", "move", *PATHWAYS, *EXITS)
"""Kinds of ways on which somebody decides to start."""


@dataclass(frozen=True)
class Way:
    """One way to come, to go or to change lines."""

    name: str
    kind: str
    stated: dict[str, Any]
    origin: Line = NOWHERE
    destination: Line = NOWHERE
    other_team: str = ""
    """The out-of-scope team that gives people up or takes them."""
    training_line: Line = NOWHERE
    """The line on which people in training count."""
    training: dict[str, Any] = field(default_factory=dict)

    @property
    def is_civilian(self) -> bool:
        """Whether somebody new is trained for the post of an officer, who works on until then."""
        return self.kind == "civilianisation"

    @property
    def is_new_to_the_force(self) -> bool:
        """Whether people come from outside, so that their first year counts as such."""
        return self.kind in ("recruitment", "fixed_term", "known_joiner", "civilianisation")

    @property
    def goes_back(self) -> bool:
        """Whether people go back when their term is over."""
        return self.kind in ("temporary_promotion", "temporary_holders")

    @property
    def moves_post(self) -> bool:
        """Whether a post comes with the person."""
        return self.kind == "came_back" or bool(self.stated.get("moves_post", self.is_civilian))

    def passing(self, day: date) -> float:
        """The share of those who started who join [share]."""
        if self.kind in ("recruitment", "fixed_term"):
            return value_on(self.stated.get("stay", 1), day)
        if self.kind in PATHWAYS:
            lost = (value_on(self.stated.get(name, 0), day) for name in ("return_share", "leave_share"))
            return 1.0 - sum(lost)
        return 1.0

    def returning(self, day: date) -> float:
        """The share of those who started who go back to where they came from; a new member of staff to nowhere."""
        in_force = self.kind in PATHWAYS and not self.is_civilian
        return value_on(self.stated.get("return_share", 0), day) if in_force else 0.0


def removed_ranks(folder: Folder) -> dict[str, dict[str, Any]]:
    """Removed ranks as stated."""
    return dict(folder.scenario.get("structure", {}).get("removed_ranks", {}))


def pathways(folder: Folder) -> dict[str, dict[str, Any]]:
    """Pathways by name, those of removed ranks included."""
    of_ranks = [rank.get("pathways", {}) for rank in removed_ranks(folder).values()]
    return {name: way for section in (folder.supply("pathways"), *of_ranks) for name, way in section.items()}


def exits(folder: Folder) -> dict[str, dict[str, Any]]:
    """Exits by name, those of removed ranks included."""
    of_ranks = [rank.get("exits", {}) for rank in removed_ranks(folder).values()]
    return {name: way for section in (folder.supply("exits"), *of_ranks) for name, way in section.items()}


def ways(folder: Folder) -> dict[str, Way]:
    """Every way by its name."""
    return folder.stated.once("ways", lambda: {way.name: way for way in _each_way(folder)})


def _each_way(folder: Folder) -> Iterator[Way]:
    for name, way in folder.supply("recruitment").items():
        kind, line = "fixed_term" if way.get("length") else "recruitment", line_of(way)
        yield Way(name, kind, way, NOWHERE, line, way.get("from_team") or "", line, way.get("in_lead", {}))
    for name, way in folder.supply("moves").items():
        yield Way(name, "move", way, line_of(way["from"]), line_of(way["to"]))
    for name, way in folder.supply("known_joiners").items():
        yield Way(name, "known_joiner", way, NOWHERE, line_of(way))
    for name, way in pathways(folder).items():
        yield _pathway(name, way)
    for name, way in exits(folder).items():
        yield Way(name, way["kind"], way, line_of(way["from"]), NOWHERE, way.get("to_team") or "")
    yield from _of_other_sections(folder)


def _pathway(name: str, way: dict[str, Any]) -> Way:
    origin, destination = line_of(way["from"]), line_of(way["to"])
    civilian = way["kind"] == "civilianisation"
    learning = {"pay_share": 1, "on_establishment": True, **way.get("in_training", {})}
    learning["on_establishment"] = learning["on_establishment"] and not civilian
    line = destination if civilian or learning.get("line") == "to" else origin
    return Way(name, way["kind"], way, origin, destination, "", line, learning)


def _of_other_sections(folder: Folder) -> Iterator[Way]:
    """Temporary holders of the opening, and posts that come back."""
    for team, lines in folder.scenario["establishment"].items():
        for role, line in lines.items():
            for group, holders in line.get("temporary", {}).items():
                own = line_of(holders["substantive"])
                yield Way(f"{team}.{role}.{group}", "temporary_holders", holders, own, (team, role))
    for rank, removed in removed_ranks(folder).items():
        for number, back in enumerate(removed.get("comes_back", ()), start=1):
            name = f"{rank}.comes_back.{number}"
            yield Way(name, "came_back", back, NOWHERE, line_of(back), back.get("from_team") or "")


def line_of(place: dict[str, Any]) -> Line:
    """The line that a place in the scenario names."""
    return place["team"], place["role"]


def other_side(way: Way, line: tuple[str, str]) -> tuple[str, str]:
    """The other line of a way, or the part of the force that gives people up or takes them."""
    other = way.origin if line == way.destination else way.destination
    return other if other[0] else (way.other_team, "")


def opens_on(folder: Folder, way: Way) -> date | None:
    """The day on which a way out opens that is stated under a removed rank: that of its freeze; elsewhere none."""
    for removed in removed_ranks(folder).values():
        if way.name in (*removed.get("pathways", {}), *removed.get("exits", {})):
            return as_day(removed["frozen_from"])
    return None


def is_whole(folder: Folder, way: Way) -> bool:
    """Whether only whole people start on a way: it, a line at one of its ends or the whole scenario says so."""
    everywhere = folder.scenario.get("whole_people", {}).get("everywhere", False)
    establishment = folder.scenario["establishment"]
    lines = [establishment.get(team, {}).get(role, {}) for team, role in (way.origin, way.destination)]
    return bool(everywhere or way.stated.get("whole") or any(line.get("whole") for line in lines))


def first_day_out(folder: Folder, way: Way) -> date:
    """The first day on which anybody can go by an exit: consultation and notice are over."""
    begin = folder.stated.spans[0][0]
    decided = max(as_day(way.stated.get("first_day") or begin), begin, opens_on(folder, way) or begin)
    return decided + duration(way.stated.get("consultation")) + duration(way.stated.get("notice"))


def start_kind(way: Way) -> str:
    """The kind of the printed flow that says who started."""
    if way.kind in ("recruitment", "fixed_term", "civilianisation"):
        return "starts"
    named = {"move": "moves_out", "came_back": "posts_came_back"}
    return named.get(way.kind, way.kind if way.kind in EXITS else f"{way.kind}_out")


def intakes_of(folder: Folder, way: Way) -> dict[str, list[date]]:
    """The days of intakes of a way in each period that has one."""
    return folder.stated.once(("intakes", way.name), lambda: _intakes_by_period(folder, way))


def _intakes_by_period(folder: Folder, way: Way) -> dict[str, list[date]]:
    held: dict[str, list[date]] = {}
    for day in intakes(folder, way.stated):
        period = folder.stated.period_on(day)
        if period is not None:
            held.setdefault(period, []).append(day)
    return held
