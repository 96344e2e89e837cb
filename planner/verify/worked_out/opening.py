"""Cases that wait at the opening, by how long they have waited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.verify.folder import Folder
from planner.verify.numbers import average_days, value_on
from planner.verify.worked_out.arrivals import arrivals_a_day, opening_backlog


@dataclass
class Batch:
    """Cases that arrived evenly from one day to another, the oldest first [days since the plan's first]."""

    first: float
    after: float
    cases: float

    def older_than(self, day: float) -> float:
        """Cases that arrived before a day."""
        if self.after <= day:
            return self.cases
        return self.cases * max(0.0, day - self.first) / (self.after - self.first)

    def take_oldest(self, cases: float) -> float:
        """Take away as many of the oldest as there are; returns how many were taken."""
        taken = min(cases, self.cases)
        if self.cases > 0:
            self.first += (self.after - self.first) * taken / self.cases
        self.cases -= taken
        return taken


def opening_batches(folder: Folder, name: str) -> Iterator[Batch]:
    """The opening backlog, oldest first: by its stated ages, or as what arrived last at the average of arrivals."""
    opening = folder.scenario["demand"][name].get("opening", {})
    total = opening_backlog(folder, name)
    ages = opening.get("backlog_ages", [])
    edges = [0.0] + [average_days(band["up_to"]) for band in ages]
    bands = [
        Batch(-old, -young, value_on(band["cases"], date.min))
        for young, old, band in zip(edges, edges[1:], ages, strict=False)
    ]
    if total and not ages:
        daily = arrivals_a_day(folder, name)
        bands = [Batch(-total / daily if daily else -1e9, 0.0, total)]
    yield from reversed(bands)
