"""What came of a sweep, as tidy tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from planner.scenario.load import Loaded
from planner.whatif.measures import FORCE, GAP, POUNDS, Of, measure_of
from planner.whatif.sweep.asking import Answer
from planner.whatif.sweep.design import Design, Run
from planner.whatif.sweep.inputs import Input, Settings, as_written
from planner.whatif.sweep.journal import Found

PEOPLE = "re-planned"
"""What a run does with people: every decision about them is made anew, knowing what the run assumes."""
PERCENTILES = (10, 50, 90)
"""What the spread of a sample is told by [%]."""

RUNS = ["run", "name", "path", "place", "value", "stated", "unit"]
RESULTS = ["run", "name", "status", "message", "people", "measure", "scope", "of", "unit", "value"]
TORNADO = [
    "path",
    "unit",
    "low_value",
    "stated",
    "high_value",
    "low_run",
    "high_run",
    "low_status",
    "high_status",
    "gap_hours_stated",
    "gap_hours_low",
    "gap_hours_high",
    "pounds_stated",
    "pounds_low",
    "pounds_high",
]
SPREAD = ["measure", "scope", "of", "unit", "runs", "least", *[f"p{each}" for each in PERCENTILES], "most", "stated"]
"""Columns of the tables."""


@dataclass(frozen=True)
class Facts:
    """How a sweep was worked out; nothing that it says stands in a table."""

    workers: str
    """Who answered, e.g. 2 processes on this machine."""
    taken_over: int
    """Runs that were answered before the sweep was stopped, the last time."""
    journal: Found
    """What was done with the journal that was there."""
    seconds: float = field(compare=False)
    """How long it took."""
    versions: str = ""
    scenario_sha256: str = ""
    """The hash of the scenario as it is, resolved."""


@dataclass(frozen=True)
class Sweep:
    """Many what-ifs of one scenario, and what came of each."""

    loaded: Loaded = field(repr=False)
    design: Design = field(repr=False)
    answers: tuple[Answer, ...] = field(repr=False)
    """One a run, in the order of the runs; the first one is of the scenario as it is."""
    facts: Facts

    @property
    def stem(self) -> str:
        """What its files are called after."""
        return self.loaded.stem

    @property
    def base(self) -> Mapping[Of, float]:
        """The figures of the scenario as it is."""
        return self.answers[0].measures

    @property
    def asked(self) -> Iterator[tuple[Run, Answer]]:
        """Each run with its answer, without the scenario as it is."""
        return zip(self.design.runs[1:], self.answers[1:], strict=True)

    @property
    def statuses(self) -> Counter[str]:
        """How many runs ended how."""
        return Counter(answer.status for _, answer in self.asked)

    @property
    def solved_how(self) -> Counter[str]:
        """How many plans were found in which way: restarted, fell_back, from_nothing."""
        return Counter(answer.how for _, answer in self.asked if answer.how)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """What each run changes: one row a run and place; of the scenario as it is, one row without a place."""
        stated = {each.place: each.value for variable in self.design.inputs for each in variable.stated}
        paths = {each.place: variable for variable in self.design.inputs for each in variable.stated}
        rows: list[dict[str, Any]] = []
        for run in self.design.runs:
            if not run.settings:
                rows.append({"run": run.number, "name": run.name, **dict.fromkeys(RUNS[2:], "")})
            for place, value in run.settings:
                variable = paths[place]
                row = {"run": run.number, "name": run.name, "path": variable.path, "place": place}
                row |= {"value": as_written(value), "stated": as_written(stated[place]), "unit": variable.unit}
                rows.append(row)
        return pd.DataFrame(rows, columns=RUNS)

    @cached_property
    def results(self) -> pd.DataFrame:
        """What came of each run: one row a run and figure; of a run without a plan, one row that says why."""
        rows: list[tuple[Any, ...]] = []
        for run, answer in zip(self.design.runs, self.answers, strict=True):
            said = (run.number, run.name, answer.status, answer.message, PEOPLE)
            if not answer.has_plan:
                rows.append((*said, "", "", "", "", None))
            for of, value in answer.measures.items():
                rows.append((*said, of.measure, of.scope, of.name, measure_of(of).unit, value))
        return pd.DataFrame(rows, columns=RESULTS)

    @cached_property
    def wide(self) -> pd.DataFrame:
        """One row a run, a column for each place that is varied and for each figure of the whole force."""
        rows = []
        for run, answer in zip(self.design.runs, self.answers, strict=True):
            row: dict[str, Any] = {"run": run.number, "name": run.name, "status": answer.status}
            row |= {each.place: each.value for variable in self.design.inputs for each in variable.stated}
            row |= dict(run.settings)
            row |= {of.measure: value for of, value in answer.measures.items() if of.scope == "force"}
            rows.append(row)
        return pd.DataFrame(rows)

    @cached_property
    def tornado(self) -> pd.DataFrame:
        """One row an input: gap and cost at its lowest and its highest value, the others as they are.

        The input that moves the gap most comes first. No rows unless one input is varied at a time.
        """
        if self.design.kind != "tornado":
            return pd.DataFrame(columns=TORNADO)
        by_settings = {run.settings: (run, answer) for run, answer in self.asked}
        rows = [self._bar(each, by_settings) for each in self.design.inputs]
        table = pd.DataFrame(rows, columns=TORNADO)
        gaps = table[["gap_hours_low", "gap_hours_high", "gap_hours_stated"]].astype(float)
        width = (gaps.max(axis=1) - gaps.min(axis=1)).round(3)
        order = pd.DataFrame({"width": -width, "path": table["path"]}).sort_values(["width", "path"]).index
        return table.loc[order].reset_index(drop=True)

    def _bar(self, each: Input, by_settings: Mapping[Settings, tuple[Run, Answer]]) -> dict[str, Any]:
        as_it_is = (self.design.runs[0], self.answers[0])
        row: dict[str, Any] = {"path": each.path, "unit": each.unit, "stated": in_words(each.stated)}
        row |= {"gap_hours_stated": self.base[_GAP], "pounds_stated": self.base[_POUNDS]}
        for end, point in (("low", each.points[0]), ("high", each.points[-1])):
            run, answer = by_settings.get(point, as_it_is)
            row |= {f"{end}_value": in_words(point), f"{end}_run": run.number, f"{end}_status": answer.status}
            row |= {f"gap_hours_{end}": answer.measures.get(_GAP), f"pounds_{end}": answer.measures.get(_POUNDS)}
        return row

    @cached_property
    def spread(self) -> pd.DataFrame:
        """How far each figure spreads over the runs that have a plan; no rows unless a sample was drawn."""
        if self.design.kind != "sample":
            return pd.DataFrame(columns=SPREAD)
        found = [answer.measures for _, answer in self.asked if answer.has_plan]
        rows = [self._spread(of, [each[of] for each in found if of in each]) for of in self.base]
        return pd.DataFrame([row for row in rows if row is not None], columns=SPREAD)

    def _spread(self, of: Of, values: Sequence[float]) -> dict[str, Any] | None:
        if not values:
            return None
        measure, every = measure_of(of), pd.Series(values, dtype=float)
        quantiles = every.quantile([each / 100 for each in PERCENTILES]).tolist()
        figures = [every.min(), *quantiles, every.max(), self.base[of]]
        names = ["least", *[f"p{each}" for each in PERCENTILES], "most", "stated"]
        return {
            "measure": of.measure,
            "scope": of.scope,
            "of": of.name,
            "unit": measure.unit,
            "runs": len(values),
            **{name: round(float(figure), measure.decimals) for name, figure in zip(names, figures, strict=True)},
        }


_GAP, _POUNDS = Of(GAP, "force", FORCE), Of(POUNDS, "force", FORCE)


def in_words(settings: Settings) -> str:
    """The values of an input; where it has several dates, one after the other."""
    return " and ".join(as_written(each.value) for each in settings)
