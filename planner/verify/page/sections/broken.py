"""Rules that the plan before action breaks, in words: the figures in them are those of the scenario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.verify.numbers import as_day
from planner.verify.page.figures import Figures
from planner.verify.page.printed import Said, day, fte, listed, percent, whole_number, within
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words
from planner.verify.worked_out.ways import removed_ranks

MOST_NAMED = 3
"""Rules that are named one by one; the others are counted."""


def _windows(figures: Figures) -> dict[tuple[str, str], str]:
    """In which periods or years each rule is broken, as a list in a sentence."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in figures.rows("breaches"):
        found.setdefault((row.rule, row.name), []).append(row.window)
    return {rule: listed(windows) for rule, windows in found.items()}


def kept_in(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The periods or years in which a rule is broken."""
    del words
    yield from ({"windows": (windows,)} for windows in _windows(figures).values())


def budget(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The years in which a budget is overspent."""
    for (rule, name), windows in _windows(figures).items():
        if rule == "budgets" and figures.limits.get(name) == words["title"]:
            yield {"years": (windows,)}


def _strengths(figures: Figures) -> Iterator[dict[str, Any]]:
    """Every rule on the strength of a team."""
    structure = figures.scenario.get("structure", {})
    yield from figures.scenario.get("requirements", {}).values()
    for section in ("closing_strength", "minimum_strength"):
        yield from structure.get(section, {}).values()


def _values(stated: Any) -> list[float]:
    """Every value of a number, dated or not."""
    steps = stated if isinstance(stated, list) else [stated]
    return [float(step["value"] if isinstance(step, dict) else step) for step in steps]


def strength(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many people a team is to have."""
    for stated in _strengths(figures):
        for key in ("at_least_fte", "exactly_fte", "fte"):
            if stated.get(key) is not None and figures.teams[stated["team"]] == words["team"]:
                said = [fte(value)[0] for value in _values(stated[key])]
                yield {"fte": (listed(list(dict.fromkeys(said))),)}


def short_share(figures: Figures, words: Words) -> Iterator[Meaning]:
    """By what share of strength a requirement may be missed at the most."""
    del words
    for stated in figures.scenario.get("requirements", {}).values():
        if stated.get("short_at_most_share") is not None:
            yield {"share": (listed([percent(value)[0] for value in _values(stated["short_at_most_share"])]),)}


def cleared(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The day by which the backlog of a line is to be cleared."""
    for line, title in figures.lines.items():
        by = figures.scenario["demand"][line].get("clear_by")
        if title == words["line"] and by is not None:
            yield {"day": (day(as_day(by)),)}


def floor(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The least coverage that a line is to have, and when it does not."""
    for line, title in figures.lines.items():
        least = figures.scenario["demand"][line].get("coverage_floor")
        windows = _windows(figures).get(("coverage_floor", line))
        if title == words["line"] and windows:
            share: Said = MISSING if least is None else percent(_values(least)[0])
            yield {"share": share, "windows": (windows,)}


def gone(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The day by which a rank is to be gone, and how many may be left then."""
    for rank, stated in removed_ranks(figures.folder).items():
        by = stated.get("gone_by")
        if by and within(figures.removed[rank]) == words["rank"]:
            left = _values(by.get("left_fte", 0))[0]
            yield {"day": (day(as_day(by["on"])),), "left": fte(left) if left else MISSING}


def more(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many rules are not named."""
    del words
    yield {"count": whole_number(len(_windows(figures)) - MOST_NAMED)}


def are_more(figures: Figures) -> Times:
    """Whether there are rules that are not named."""
    return int(len(_windows(figures)) > MOST_NAMED), int(len(_windows(figures)) > MOST_NAMED)


def anything_broken(figures: Figures) -> Times:
    """Whether the plan before action breaks any rule."""
    return int(bool(_windows(figures))), int(bool(_windows(figures)))


def begins(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The remark on them begins; its figures are those of each rule."""
    del figures, words
    yield {}


_ON = "- **Broken before action, kept by the plan**"
SAYINGS = (
    Saying(f"{_ON}: ", begins, due=anything_broken),
    Saying("the budget of {years:windows} ({title:words}) is to be kept", budget, on=_ON),
    Saying("{team:team} is to have [at least ][exactly ]{fte:numbers} FTE of ", strength, on=_ON),
    Saying("by no more than {share:numbers} of strength", short_share, on=_ON),
    Saying("the backlog of {line:line} is to be cleared by {day:day}", cleared, on=_ON),
    Saying("{line:line} is to have a coverage[ of at least {share}] in {windows:windows}", floor, on=_ON),
    Saying("[no more than {left} FTE][nobody] of the rank {rank:rank} is to be left by {day:day}", gone, on=_ON),
    Saying("be kept in {windows:windows}", kept_in, on=_ON),
    Saying("; {count} more", more, _ON, are_more),
)
