"""The answer for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from planner.plan.plan import Plan
from planner.reports.answer import Answer
from planner.version import __version__

SCHEMA = "planner-answer/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-answer/2."""
DECIMALS = 6


def as_json(answer: Answer, plan: Plan, folder: str, files: Sequence[str]) -> str:
    """The answer as a JSON document, with the levels and the names of the files."""
    document = {
        "schema": SCHEMA,
        "planner": __version__,
        **asdict(answer),
        "levels": plan.table("levels").to_dict("records"),
        "exchange": plan.table("exchange").to_dict("records"),
        "folder": folder,
        "files": list(files),
    }
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def plain_data(value: Any) -> Any:
    """Numbers at six decimals, nothing where there is no number, days as ISO dates."""
    if isinstance(value, dict):
        return {str(key): plain_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(each) for each in value]
    if isinstance(value, float):
        return None if value != value or value in (float("inf"), float("-inf")) else round(value, DECIMALS) + 0.0
    return value.isoformat() if isinstance(value, date) else value
