"""Audit of overdue cases: a queue, first in, first out, fed with the printed arrivals."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from math import ceil, floor

import pandas as pd
from dateutil.relativedelta import relativedelta

from audit.demand import opening_backlog
from audit.initiatives import Initiatives
from audit.people import in_order
from audit.reading import (
    CASES,
    Finding,
    Folder,
    average_days,
    duration,
    mean_of,
    value_on,
)


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


def overdue_cases_are_the_oldest(folder: Folder) -> Iterator[Finding]:
    """Cases go in the order of their arrival; overdue are those left that are older than the standard."""
    work = in_order(folder, folder.tables["work"])
    for (plan, name), rows in work.groupby(["plan", "line"]):
        line = folder.scenario["demand"][name]
        if average_days(line["start_within"]) == 0 or (rows["hours_per_case"] == 0).all():
            continue
        opening = list(opening_batches(folder, str(name), rows))
        if Initiatives(folder).changes_the_standard(str(name)):
            yield from _queue_by_due_day(folder, str(plan), str(name), rows, opening)
        else:
            yield from _queue(folder, str(plan), str(name), rows, deque(opening))


def _queue(folder: Folder, plan: str, name: str, rows: pd.DataFrame, queue: deque[Batch]) -> Iterator[Finding]:
    standard, begin = duration(folder.scenario["demand"][name]["start_within"]), folder.periods["first"].min()
    for number, row in enumerate(rows.itertuples(), start=1):
        period = folder.periods.loc[row.period]
        queue.append(
            Batch((period["first"] - begin).days, (period["after"] - begin).days, row.arrivals_cases + row.repeat_cases)
        )
        gone = row.started_cases + row.closed_undone_cases
        while gone > 0 and queue:
            gone -= queue[0].take_oldest(gone)
            if queue[0].cases <= 1e-12:
                queue.popleft()
        limit = (period["after"] - standard - begin).days
        overdue = sum(batch.older_than(limit) for batch in queue)
        # Four printed figures a period go into the queue.
        if abs(overdue - row.overdue_cases) > CASES * (2 + 4 * number):
            yield Finding("overdue cases are the oldest", f"{plan} {name} {row.period}", row.overdue_cases, overdue)


@dataclass(order=True)
class Piece:
    """Cases that arrived within one day and fall due together [days since the plan's first]."""

    due: float
    arrived: int
    """The day of their arrival."""
    cases: float
    standard: relativedelta


def _queue_by_due_day(
    folder: Folder, plan: str, name: str, rows: pd.DataFrame, opening: list[Batch]
) -> Iterator[Finding]:
    """Where the standard changes: every case keeps that of its arrival, and what falls due first goes first."""
    known, begin = Initiatives(folder), folder.periods["first"].min()
    queue = [
        piece
        for batch in opening
        for piece in _pieces(batch, duration(folder.scenario["demand"][name]["start_within"]), begin)
    ]
    heapify(queue)
    for number, row in enumerate(rows.itertuples(), start=1):
        period = folder.periods.loc[row.period]
        arrived = Batch(
            (period["first"] - begin).days, (period["after"] - begin).days, row.arrivals_cases + row.repeat_cases
        )
        for piece in _pieces(arrived, duration(known.standard(plan, name, row.period)), begin):
            heappush(queue, piece)
        gone = row.started_cases + row.closed_undone_cases
        while gone > 0 and queue:
            taken = min(gone, queue[0].cases)
            queue[0].cases -= taken
            gone -= taken
            if queue[0].cases <= 1e-12:
                heappop(queue)
        overdue = sum(piece.cases for piece in queue if piece.arrived < (period["after"] - piece.standard - begin).days)
        if abs(overdue - row.overdue_cases) > CASES * (2 + 4 * number):
            yield Finding("overdue cases are the oldest", f"{plan} {name} {row.period}", row.overdue_cases, overdue)


def _pieces(batch: Batch, standard: relativedelta, begin: date) -> Iterator[Piece]:
    """A batch by the day of arrival."""
    for day in range(floor(batch.first), ceil(batch.after)):
        part = (min(batch.after, day + 1) - max(batch.first, day)) / (batch.after - batch.first)
        came = begin + timedelta(days=day)
        yield Piece(day + (came + standard - came).days, day, part * batch.cases, standard)


def opening_batches(folder: Folder, name: str, rows: pd.DataFrame) -> Iterator[Batch]:
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
        daily = arrivals_a_day(folder, rows)
        bands = [Batch(-total / daily if daily else -1e9, 0.0, total)]
    yield from reversed(bands)


def arrivals_a_day(folder: Folder, rows: pd.DataFrame) -> float:
    """The average of arrivals over the plan's first year, without any initiative [cases a day]."""
    known = Initiatives(folder)
    periods = folder.periods
    first_year = periods[periods["months"].cumsum() <= 12 + 1e-9]["period"]
    first_year = first_year if len(first_year) else periods["period"].iloc[:1]
    cases = sum(
        row.arrivals_cases
        * (1 - mean_of(folder.scenario["demand"][row.line].get("partner_share", 0), *known.span(row.period)))
        / known.own(row.plan, row.line, row.period)
        for row in rows[rows["period"].isin(first_year)].itertuples()
    )
    return float(cases / periods.loc[first_year, "days"].sum())
