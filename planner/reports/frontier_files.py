"""The files of a frontier: tables, page, scenario, and the record that names them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from planner.reports.as_json import plain_data
from planner.reports.csv_tables import METADATA_FILE, metadata, text_of
from planner.reports.folder import SCENARIO_FILE, Holding, default_folder
from planner.reports.frontier import PAGE_FILE, markdown
from planner.reports.frontier_words import sentences
from planner.reports.run_record import made_with
from planner.scenario.dump import dump_yaml
from planner.scenario.load import Loaded, stem_of, variant_in
from planner.version import __version__
from planner.vocabulary import FRONTIER_TABLES
from planner.whatif.frontier.plans import Point
from planner.whatif.frontier.result import Frontier

RECORD_FILE = "frontier.json"
SCHEMA = "planner-frontier/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-frontier/2."""
FRONTIER = Holding("frontier", RECORD_FILE)


def frontier_files(frontier: Frontier, drawn: Mapping[str, bytes], chart: tuple[str, str] | None) -> dict[str, bytes]:
    """Every file by name; the record comes last, as it names all others.

    Args:
        frontier: What they are about.
        drawn: The chart's own files.
        chart: Which of them stands on the page, and its text for who cannot see it.
    """
    tables = {"frontier": frontier.table, "parts": frontier.parts, "pieces": frontier.pieces}
    files = {**table_files(tables, frontier.loaded), PAGE_FILE: markdown(frontier, chart).encode(), **drawn}
    status = "optimal" if frontier.proved else "not_proved"
    return with_record(files, frontier.loaded, status, _document(frontier))


def table_files(tables: Mapping[str, pd.DataFrame], loaded: Loaded) -> dict[str, bytes]:
    """Tables as CSV with their description, and the scenario that they rest on."""
    texts = {f"{name}.csv": text_of(FRONTIER_TABLES[name], table) for name, table in tables.items()}
    texts[METADATA_FILE] = metadata(tables, loaded.scenario.title, FRONTIER_TABLES)
    texts[SCENARIO_FILE] = dump_yaml(loaded.raw)
    return {name: text.encode() for name, text in texts.items()}


def with_record(
    files: Mapping[str, bytes], loaded: Loaded, status: str, document: Mapping[str, Any]
) -> dict[str, bytes]:
    """Files with the record that names them; two runs of the same inputs give the same."""
    record = {**made_with(loaded, status, files), "schema": SCHEMA, **document}
    text = json.dumps(plain_data(record), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return {**files, RECORD_FILE: text.encode()}


def frontier_json(frontier: Frontier, folder: str, files: Sequence[str]) -> str:
    """The frontier for programs."""
    return as_document(frontier.loaded, _document(frontier), folder, files)


def as_document(loaded: Loaded, document: Mapping[str, Any], folder: str, files: Sequence[str]) -> str:
    """A document for programs, with where the files are."""
    whole = {
        "schema": SCHEMA,
        "planner": __version__,
        "title": loaded.scenario.title,
        **document,
        "folder": folder,
        "files": list(files),
    }
    return json.dumps(plain_data(whole), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _document(frontier: Frontier) -> dict[str, Any]:
    knee, against = frontier.knee, frontier.against
    return {
        "limits": list(frontier.budget.limits),
        "sentences": [sentence.replace("\u00a0", " ") for sentence in sentences(frontier)],
        "today": _place(frontier.today),
        "before_action": None
        if frontier.before is None
        else {"cost_pounds": frontier.before[0], "gap_hours": frontier.before[1]},
        "least_budget_pounds": frontier.least_pounds,
        "rules_against_less": []
        if against is None
        else [{"place": rule.place, "rule": rule.rule, "owner": rule.owner} for rule in against.rules],
        "gap_falls_until_pounds": frontier.ends_at,
        "beyond": frontier.beyond,
        "knee": None if knee is None else _place(frontier.points[knee.point]),
        "points": frontier.table.to_dict("records"),
        "parts": frontier.parts.to_dict("records"),
        "pieces": frontier.pieces.to_dict("records"),
    }


def _place(point: Point | None) -> dict[str, float] | None:
    return None if point is None else {"budget_pounds": point.budget_pounds, "gap_hours": point.gap_hours}


def folder_of(source: Path, variant: str, is_set: bool, priorities: Sequence[str] = ()) -> Path:
    """Where a frontier goes unless it is said otherwise: `outputs/<name>-frontier` where the command is run.

    Args:
        source: The scenario file, or the plan's folder.
        variant: The variant that was chosen; empty if none was.
        is_set: Whether anything else was changed in it.
        priorities: The two priorities, where it is about two.
    """
    whole = source.absolute()
    file, named = (whole, "") if whole.is_dir() else variant_in(whole)
    return default_folder("-".join([stem_of(file, variant or named, is_set), "frontier", *priorities]))
