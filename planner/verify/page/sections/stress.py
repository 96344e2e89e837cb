"""What the top of the page says of how the plan stands when the world differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.scenario.titles import title_of
from planner.verify.page.figures import Figures
from planner.verify.page.printed import Said, hours, whole_number
from planner.verify.page.sayings import MISSING, NEAR, Meaning, Saying, Times, Words

MOST_NAMED = 3
"""Numbers on which the gap depends most that are named."""
SMALLEST_SWING = 0.5
"""A gap that moves by less does not move [hours]."""


@dataclass(frozen=True)
class Driver:
    """A number alone at the ends of its range: the least and the most gap of the force, the plan's own among them."""

    path: str
    title: str
    least: float
    most: float

    @property
    def swing(self) -> float:
        """By how much the gap moves."""
        return self.most - self.least


def force(figures: Figures, *cases: str) -> list[Any]:
    """The rows of the force in some kinds of cases."""
    return [row for row in figures.rows("stress", scope="force") if row.case in cases]


def between(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The least and the most that the gap comes to at any ends, and what it is as planned."""
    del words
    gaps = [row.gap_hours for row in force(figures, "central", "input", "together")]
    for central in force(figures, "central"):
        yield {"least": hours(min(gaps)), "most": hours(max(gaps)), "planned": hours(central.gap_hours)}


def sampled(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Between what the gap lies in eight of ten samples."""
    del words
    percentile = {row.number: row.gap_hours for row in force(figures, "percentile")}
    if percentile:
        samples = whole_number(len(force(figures, "sample")))
        yield {"samples": samples, "tenth": hours(percentile[10]), "ninth": hours(percentile[90])}


def cannot_be_kept(figures: Figures, words: Words) -> Iterator[Meaning]:
    """In how many cases a rule about work cannot be kept."""
    del words
    cases = force(figures, "central", "input", "together", "sample")
    yield {"broken": whole_number(_broken(figures)), "cases": whole_number(len(cases))}


def _broken(figures: Figures) -> int:
    return sum(row.rules_broken > 0 for row in force(figures, "central", "input", "together", "sample"))


def drivers(figures: Figures) -> list[Driver]:
    """Every number that was varied, that with the largest swing first."""
    (central,) = force(figures, "central")
    gaps: dict[str, list[float]] = {}
    for row in force(figures, "input"):
        gaps.setdefault(row.path, [central.gap_hours]).append(row.gap_hours)
    found = [Driver(path, title_of(path, figures.lines), min(each), max(each)) for path, each in gaps.items()]
    return sorted(found, key=lambda each: (-round(each.swing, 3), each.path))


def depends_on(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Which numbers move the gap most, and from what to what."""
    del words
    meaning: dict[str, Said] = {}
    named = [each for each in drivers(figures)[:MOST_NAMED] if each.swing >= SMALLEST_SWING]
    for place, name in enumerate(("first", "second", "third")):
        driver = named[place] if place < len(named) else None
        meaning[name] = (driver.title,) if driver else MISSING
        meaning[f"{name}_least"] = hours(driver.least) if driver else MISSING
        meaning[f"{name}_most"] = hours(driver.most) if driver else MISSING
    yield meaning


def is_stressed(figures: Figures) -> Times:
    """Whether the plan was stressed."""
    there = int("stress" in figures.folder.tables)
    return there, there


def is_sampled(figures: Figures) -> Times:
    """Whether there are samples."""
    there = int(bool(force(figures, "sample")))
    return there, there


def is_broken(figures: Figures) -> Times:
    """Whether a rule cannot be kept in any case."""
    there = int(_broken(figures) > 0)
    return there, there


def moves(figures: Figures) -> Times:
    """Whether any number moves the gap so that it is worth saying."""
    if not force(figures, "central"):
        return 0, 0
    largest = max((each.swing for each in drivers(figures)), default=0.0)
    return int(largest >= SMALLEST_SWING + NEAR), int(largest >= SMALLEST_SWING - NEAR)


HELD = "With its people held and demand and hours at the ends of their stated ranges, "
MOST = "That gap depends most on "

SAYINGS = (
    Saying(HELD + "the gap is between {least} and {most} hours ({planned} as planned)", between, HELD, is_stressed),
    Saying("; in eight of ten of {samples} sample[s] it is between {tenth} and {ninth}", sampled, HELD, is_sampled),
    Saying("; in {broken} of {cases} cases a rule about work cannot be kept", cannot_be_kept, HELD, is_broken),
    Saying(
        MOST + "{first:words} ({first_least} to {first_most} hours)"
        "[[, ][ and ]{second:words} ({second_least} to {second_most} hours)]"
        "[ and {third:words} ({third_least} to {third_most} hours)].",
        depends_on,
        MOST,
        moves,
    ),
)
