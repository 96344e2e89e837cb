"""The explanation for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from planner.reports.as_json import plain_data
from planner.version import __version__
from planner.whatif.explanation import Explanation, level_rows
from planner.whatif.why_not import PLACE, WhyNot

SCHEMA = "planner-explanation/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-explanation/2."""


def explanation_json(explanation: Explanation) -> str:
    """The explanation as a JSON document."""
    levels = explanation.levels
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "planner": __version__,
        "title": explanation.plan.loaded.scenario.title,
        "gaps": [asdict(gap) for gap in explanation.gaps],
        "changes": [
            {**row, "levels": levels[levels["place"] == row["place"]].drop(columns="place").to_dict("records")}
            for row in explanation.changes.to_dict("records")
        ],
        "levels": explanation.plan.table("levels", plan="after").to_dict("records"),
        "exchange": explanation.plan.table("exchange").to_dict("records"),
        "why_not": None if explanation.why_not is None else _answer(explanation.why_not),
    }
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _answer(answer: WhyNot) -> dict[str, Any]:
    against = answer.against.rules if answer.against else ()
    after = answer.after
    return {
        **asdict(answer.question),
        "unit": answer.unit,
        "levers": answer.levers,
        "done": answer.done,
        "possible": after is not None,
        "added": answer.added.write if answer.added else None,
        "against": [{"place": rule.place, "rule": rule.rule} for rule in against if rule.place != PLACE],
        "levels": [] if after is None else level_rows(answer.before, after),
        "gap_hours_before": answer.before.gap_hours,
        "gap_hours_after": None if after is None else after.gap_hours,
        "pounds_before": answer.before.pounds,
        "pounds_after": None if after is None else after.pounds,
    }
