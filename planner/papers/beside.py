"""The plan beside other plans: what differs in what was put in and in what came out, and the bridge between them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.papers.paper import Block, Paragraph, Section, Table, bullets
from planner.papers.subject import Subject
from planner.reports.comparison import HEADS, MEANING, bridge_rows, headline, heads, on_top, output_rows
from planner.scenario.in_short import for_reading
from planner.whatif.comparing import Comparison

LONGEST = 60
"""What stands at a place of a scenario is shown in so many signs [characters]."""


def beside(subject: Subject) -> Iterator[Section]:
    """The comparison, where several plans are given."""
    if subject.comparison is not None:
        yield Section("Beside other plans", 1, tuple(_beside(subject.comparison)))


def _beside(comparison: Comparison) -> Iterator[Block]:
    names = [plan.name for plan in comparison.plans]
    yield from bullets(
        [f"{plan.name}: {plan.loaded.scenario.title}. {plan.loaded.scenario.question}" for plan in comparison.plans]
    )
    yield from map(Paragraph, headline(comparison))
    yield Table(
        "What came out",
        ("", *heads(comparison)),
        tuple(_with_their_measure(output_rows(comparison))),
        "Figures of each plan side by side, and how far each is from the first: of all teams, and of teams and harm"
        " tiers where they differ.",
    )
    for number, bridge in enumerate(comparison.bridges):
        pair = (names[0], names[number + 1])
        yield Paragraph(MEANING)
        yield Table(
            f"The bridge from {pair[0]} to {pair[1]}",
            ("", *HEADS.values()),
            tuple(map(tuple, bridge_rows(bridge, pair))),
            "From the first plan's figures to the other's, a line for each change of the scenario that moves something,"
            " and a line for what the changes do together beyond that; the lines add up.",
        )
        yield from bullets(list(on_top(bridge)))
    rows = [
        (str(row["path"]), *[for_reading(str(row[name]), LONGEST) or "not stated" for name in names])
        for row in comparison.inputs.to_dict("records")
    ]
    if rows:
        yield Table(
            "What was put in: where the scenarios differ",
            ("place in the scenario", *names),
            tuple(rows),
            "Each place at which the scenarios differ, and what stands there in each.",
            texts=tuple(range(len(names) + 1)),
        )


def _with_their_measure(rows: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Rows of teams and tiers, which are indented below that of all teams, with the measure before their names."""
    measure = ""
    for title, *figures in rows:
        if title.startswith(" "):
            yield f"{measure}: {title.strip()}", *figures
        else:
            measure = title.partition(",")[0]
            yield title, *figures
