"""Several plans side by side: what differs in what was put in, and in what came out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from planner.plan import staffing, work
from planner.plan.reading import Reading
from planner.scenario.differing import Difference, differing
from planner.scenario.in_short import in_short
from planner.scenario.load import Loaded
from planner.whatif.bridge import BRIDGED, Bridge
from planner.whatif.measures import Measures, measure_of

SMALLEST = 0.00005
"""Flows that differ by less are the same [FTE]."""
WHERE = ["kind", "flow", "team", "role"]


@dataclass(frozen=True)
class Compared:
    """A plan among others."""

    name: str
    """How it was asked for, e.g. `inputs/2019.yaml#overtime_halved`."""
    loaded: Loaded
    reading: Reading
    measures: Measures


@dataclass(frozen=True)
class Comparison:
    """Plans beside the first of them."""

    plans: tuple[Compared, ...]
    differences: tuple[tuple[Difference, ...], ...]
    """For each further plan the places at which its scenario differs from the first, sources and notes apart."""
    only_sources: tuple[int, ...]
    """For each further plan, at how many more places only the source, the range or the note of a figure differs."""
    bridges: tuple[Bridge, ...]
    """For each further plan the way to it from the first."""

    @property
    def inputs(self) -> pd.DataFrame:
        """One row a place at which scenarios differ: `path`, and under each plan's name what stands there in short."""
        first, *others = self.plans
        every: dict[str, dict[str, str]] = {}
        for plan, differences in zip(others, self.differences, strict=True):
            for each in differences:
                row = every.setdefault(each.path, {"path": each.path, first.name: in_short(each.was)})
                row[plan.name] = in_short(each.now)
        columns = ["path", *[plan.name for plan in self.plans]]
        rows = [{name: row.get(name, row.get(first.name, "")) for name in columns} for row in every.values()]
        return pd.DataFrame(rows, columns=columns)

    @property
    def outputs(self) -> pd.DataFrame:
        """One row a figure: `measure`, `scope`, `name`, `unit`, its value under each plan's name; see `MEASURES`."""
        keys = list(dict.fromkeys(of for plan in self.plans for of in plan.measures))
        rows = [
            {
                **of._asdict(),
                "unit": measure_of(of).unit,
                **{plan.name: plan.measures.get(of) for plan in self.plans},
            }
            for of in keys
        ]
        return pd.DataFrame(rows)

    @property
    def flows(self) -> pd.DataFrame:
        """One row a flow of people that differs: `kind`, `flow`, `team`, `role`, FTE under each plan's name."""
        sums = [_flows(plan.reading) for plan in self.plans]
        rows = []
        for key in dict.fromkeys(key for each in sums for key in each):
            values = [each.get(key, 0.0) for each in sums]
            if max(values) - min(values) >= SMALLEST:
                names = [plan.name for plan in self.plans]
                rows.append({**dict(zip(WHERE, key, strict=True)), **dict(zip(names, values, strict=True))})
        return pd.DataFrame(rows, columns=[*WHERE, *[plan.name for plan in self.plans]])

    @property
    def supervision(self) -> pd.DataFrame:
        """One row a group that must be led: `group`, and the FTE whom nobody leads on average, plan by plan."""
        sums = [_unled(plan.reading) for plan in self.plans]
        rows = [
            {"group": group, **{plan.name: each.get(group, 0.0) for plan, each in zip(self.plans, sums, strict=True)}}
            for group in dict.fromkeys(group for each in sums for group in each)
        ]
        return pd.DataFrame(rows, columns=["group", *[plan.name for plan in self.plans]])

    @property
    def bridge(self) -> pd.DataFrame:
        """One row a step of each bridge: `to`, `step`, `paths`, `on_top_of`, and what it moves, by `BRIDGED`."""
        rows = []
        for plan, bridge in zip(self.plans[1:], self.bridges, strict=True):
            rows.append({"to": plan.name, "step": "start", **bridge.start})
            for step in bridge.steps:
                paths, on_top_of = (
                    "; ".join(each.path for each in group) for group in (step.differences, step.on_top_of)
                )
                rows.append(
                    {"to": plan.name, "step": "change", "paths": paths, "on_top_of": on_top_of, **(step.moves or {})}
                )
            rows.append({"to": plan.name, "step": "together", **bridge.together})
            rows.append({"to": plan.name, "step": "end", **bridge.end})
        table = pd.DataFrame(rows, columns=["to", "step", "paths", "on_top_of", *BRIDGED])
        return table.fillna({"paths": "", "on_top_of": ""})


def different_places(first: Loaded, other: Loaded) -> tuple[tuple[Difference, ...], int]:
    """The places at which two scenarios differ, and at how many more only the source of a figure does."""
    every = differing(first.raw, other.raw)
    of_value = tuple(each for each in every if each.is_of_value)
    return of_value, len(every) - len(of_value)


def paths_of(group: Sequence[Difference]) -> str:
    """The places of a change."""
    return "; ".join(each.path for each in group)


def _flows(reading: Reading) -> dict[tuple[str, ...], float]:
    sums: dict[tuple[str, ...], float] = defaultdict(float)
    for row in staffing.flows(reading):
        if row["reported"]:
            sums[tuple(str(row[column]) for column in WHERE)] += round(row["fte"], 4)
    return {key: round(value, 4) for key, value in sums.items()}


def _unled(reading: Reading) -> dict[str, float]:
    rows = [row for row in work.supervision(reading) if row["reported"]]
    periods = len({row["period"] for row in rows}) or 1
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        sums[row["group"]] += round(row["unled_fte"], 4) / periods
    return {group: round(value, 4) for group, value in sums.items()}


def names_apart(names: Sequence[str]) -> list[str]:
    """Names that differ; of several that are alike, the later ones get a number."""
    return [name if names.index(name) == number else f"{name} ({number + 1})" for number, name in enumerate(names)]
