"""A comparison for programs."""

from __future__ import annotations

import json

from planner.reports.as_json import plain_data
from planner.version import __version__
from planner.whatif.comparing import Comparison

SCHEMA = "planner-comparison/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-comparison/2."""


def comparison_json(comparison: Comparison) -> str:
    """The comparison as a JSON document: its tables as lists of rows."""
    document = {
        "schema": SCHEMA,
        "planner": __version__,
        "plans": [
            {"name": plan.name, "title": plan.loaded.scenario.title, "question": plan.loaded.scenario.question}
            for plan in comparison.plans
        ],
        **{
            name: getattr(comparison, name).to_dict("records")
            for name in ("inputs", "outputs", "flows", "supervision", "bridge")
        },
    }
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
