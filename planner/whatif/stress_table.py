"""The table `stress`: how a plan with its people held stands in every case, and percentiles of the samples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from planner.plan.finish import finish
from planner.whatif.measures import COVERAGE, COVERED, GAP, Of
from planner.whatif.stress import ENDS, Stand, Stress

PERCENTILES = (10, 50, 90)
FIGURES = ("covered_hours", "gap_hours", "demand_hours", "coverage")
HELD = "held"


def stress_table(stress: Stress) -> pd.DataFrame:
    """The table `stress` of `planner.vocabulary`."""
    cases = finish("stress", [row for stand in stress.stands for row in _rows(stress, stand)])
    percentiles = list(_percentiles(cases, stress.seed))
    return finish("stress", pd.concat([cases, finish("stress", percentiles)]) if percentiles else cases)


def _rows(stress: Stress, stand: Stand) -> Iterator[dict[str, Any]]:
    case = stand.case
    value = stress.value_of[case.path].value(ENDS[case.end]) if case.kind == "input" else None
    for of, gap in stand.measures.items():
        if of.measure == GAP:
            covered = stand.measures[Of(COVERED, of.scope, of.name)]
            yield {
                "case": case.kind,
                "number": case.number,
                "path": case.path,
                "end": case.end,
                "scope": of.scope,
                "name": of.name,
                "people": HELD,
                "tried_value": value,
                "covered_hours": covered,
                "gap_hours": gap,
                "demand_hours": covered + gap,
                "coverage": stand.measures.get(Of(COVERAGE, of.scope, of.name)),
                "rules_broken": len(stand.broken),
                "seed": stress.seed if case.kind == "sample" else 0,
            }


def _percentiles(cases: pd.DataFrame, seed: int) -> Iterator[dict[str, Any]]:
    """Percentiles of the printed samples, each figure's own: what one sample in ten lies below, or above."""
    samples: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in cases[cases["case"] == "sample"].to_dict("records"):
        samples[row["scope"], row["name"]].append({str(column): value for column, value in row.items()})
    for (scope, name), rows in samples.items():
        for percentile in PERCENTILES:
            figures = {figure: _percentile([row[figure] for row in rows], percentile) for figure in FIGURES}
            yield {
                "case": "percentile",
                "number": percentile,
                "path": "",
                "end": "",
                "scope": scope,
                "name": name,
                "people": HELD,
                "tried_value": None,
                **figures,
                "rules_broken": 0,
                "seed": seed,
            }


def _percentile(values: list[float], percentile: int) -> float | None:
    """Between the two samples next to it, where it falls between them; none where a sample has no such figure."""
    return None if any(value != value for value in values) else float(np.percentile(values, percentile))
