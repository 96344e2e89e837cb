"""Audit of overdue cases: a queue, first in, first out, fed with the printed arrivals."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from math import ceil, floor
from typing import Any

from dateutil.relativedelta import relativedelta

from planner.verify.comparing import CASES, LINE, at, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import average_days, duration
from planner.verify.worked_out.initiatives import initiatives_of
from planner.verify.worked_out.opening import Batch, opening_batches


def overdue_cases_are_the_oldest(folder: Folder) -> Iterator[Wrong]:
    """Cases go in the order of their arrival; overdue are those left that are older than the standard."""
    lines: dict[tuple[str, str], list[Any]] = {}
    for row in sorted(folder.rows("work"), key=lambda row: folder.stated.number[row.period]):
        lines.setdefault((row.plan, row.line), []).append(row)
    for (plan, name), rows in lines.items():
        line = folder.scenario["demand"][name]
        if average_days(line["start_within"]) == 0 or all(row.hours_per_case == 0 for row in rows):
            continue
        opening = list(opening_batches(folder, name))
        if initiatives_of(folder).changes_the_standard(name):
            yield from _queue_by_due_day(folder, plan, name, rows, opening)
        else:
            yield from _queue(folder, plan, name, rows, deque(opening))


def _queue(folder: Folder, plan: str, name: str, rows: list[Any], queue: deque[Batch]) -> Iterator[Wrong]:
    standard, begin = duration(folder.scenario["demand"][name]["start_within"]), folder.stated.spans[0][0]
    for number, row in enumerate(rows, start=1):
        first, after = folder.stated.span[row.period]
        queue.append(Batch((first - begin).days, (after - begin).days, row.arrivals_cases + row.repeat_cases))
        gone = row.started_cases + row.closed_undone_cases
        while gone > 0 and queue:
            gone -= queue[0].take_oldest(gone)
            if queue[0].cases <= 1e-12:
                queue.popleft()
        limit = (after - standard - begin).days
        overdue = sum(batch.older_than(limit) for batch in queue)
        # Four printed figures a period go into the queue.
        if abs(overdue - row.overdue_cases) > CASES * (2 + 4 * number):
            yield wrong("work", at(LINE, (plan, name, row.period)), "overdue_cases", row.overdue_cases, overdue)


@dataclass(order=True)
class Piece:
    """Cases that arrived within one day and fall due together [days since the plan's first]."""

    due: float
    arrived: int
    """The day of their arrival."""
    cases: float
    standard: relativedelta


def _queue_by_due_day(folder: Folder, plan: str, name: str, rows: list[Any], opening: list[Batch]) -> Iterator[Wrong]:
    """Where the standard changes: every case keeps that of its arrival, and what falls due first goes first."""
    known, begin = initiatives_of(folder), folder.stated.spans[0][0]
    queue = [
        piece
        for batch in opening
        for piece in _pieces(batch, duration(folder.scenario["demand"][name]["start_within"]), begin)
    ]
    heapify(queue)
    for number, row in enumerate(rows, start=1):
        first, after = folder.stated.span[row.period]
        arrived = Batch((first - begin).days, (after - begin).days, row.arrivals_cases + row.repeat_cases)
        for piece in _pieces(arrived, duration(known.standard(plan, name, row.period)), begin):
            heappush(queue, piece)
        gone = row.started_cases + row.closed_undone_cases
        while gone > 0 and queue:
            taken = min(gone, queue[0].cases)
            queue[0].cases -= taken
            gone -= taken
            if queue[0].cases <= 1e-12:
                heappop(queue)
        overdue = sum(piece.cases for piece in queue if piece.arrived < (after - piece.standard - begin).days)
        if abs(overdue - row.overdue_cases) > CASES * (2 + 4 * number):
            yield wrong("work", at(LINE, (plan, name, row.period)), "overdue_cases", row.overdue_cases, overdue)


def _pieces(batch: Batch, standard: relativedelta, begin: date) -> Iterator[Piece]:
    """A batch by the day of arrival."""
    for day in range(floor(batch.first), ceil(batch.after)):
        part = (min(batch.after, day + 1) - max(batch.first, day)) / (batch.after - batch.first)
        came = begin + timedelta(days=day)
        yield Piece(day + (came + standard - came).days, day, part * batch.cases, standard)
