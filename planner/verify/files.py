"""The files of a plan's folder: which there should be, by the record of the run, and whether they are what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.errors import UsageError
from planner.verify.comparing import shown
from planner.verify.finding import Wrong

RUN, SCENARIO, SUMMARY, METADATA = "run.json", "scenario.resolved.yaml", "summary.md", "csv-metadata.json"
ALWAYS = (RUN, SCENARIO, SUMMARY, METADATA)
"""Files that every plan has beside its tables."""
EXPLANATION = "explanation.md"
"""What stands there in place of a plan whose rules contradict each other."""
NO_PLAN = "contradiction"
"""The status of a run that ended without a plan."""


def read_files(folder: Path) -> dict[str, bytes]:
    """The contents of every file of a plan's folder, by name.

    Raises:
        UsageError: The folder holds no plan, or cannot be read.
    """
    if not folder.exists():
        raise UsageError(f"There is no folder {folder}. Check the name; `planner solve` says where it puts a plan.")
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder. Name the folder that holds the plan.")
    if not (folder / RUN).is_file():
        raise UsageError(f"{folder} holds no plan: it has no {RUN}. Name a folder that `planner solve` has written.")
    try:
        files = {path.name: path.read_bytes() if path.is_file() else b"" for path in sorted(folder.iterdir())}
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    if record_of(files).get("status") == NO_PLAN:
        raise UsageError(
            f"{folder} holds no plan: its rules contradict each other, as its {EXPLANATION} tells. Mend the scenario"
            " and run `planner solve` again; then there is a plan to check."
        )
    return files


def record_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The record of the run; empty where it cannot be read."""
    try:
        record = json.loads(files[RUN])
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def in_parts(record: Mapping[str, Any]) -> frozenset[str]:
    """The starts that the record names as split, since no plan has all of them whole."""
    after = record.get("after")
    named = after.get("not_whole") if isinstance(after, dict) else None
    return frozenset(name for name in named if isinstance(name, str)) if isinstance(named, list) else frozenset()


def hashes_of(record: Mapping[str, Any]) -> dict[str, str]:
    """The hash that the record says of each file, by name."""
    outputs = record.get("outputs")
    rows = outputs if isinstance(outputs, list) else []
    return {str(row.get("file")): str(row.get("sha256")) for row in rows if isinstance(row, dict)}


def files_are_those_recorded(files: Mapping[str, bytes]) -> Iterator[Wrong]:
    """Every file that the record of the run names is there with its hash, and there is no other."""
    recorded = hashes_of(record_of(files))
    if not recorded:
        yield Wrong(RUN, "", "outputs", "no list of files with their hashes", "every file that was written")
        return
    for name in sorted({*recorded, *files, *ALWAYS} - {RUN}):
        if name not in files:
            yield Wrong(name, "", "", "no such file", "the file that was written")
        elif name not in recorded:
            yield Wrong(name, "", "", "a file", f"no file that {RUN} does not name")
        else:
            found = hashlib.sha256(files[name]).hexdigest()
            if found != recorded[name]:
                yield Wrong(name, "", "", f"content with the hash {found[:12]}…", f"{recorded[name][:12]}…")


def text_of(files: Mapping[str, bytes], name: str) -> str | None:
    """The text of a file; None where it is missing or not UTF-8."""
    try:
        return files[name].decode("utf-8") if name in files else None
    except UnicodeDecodeError:
        return None


def levels_are_those_recorded(record: Mapping[str, Any], levels: list[Any]) -> Iterator[Wrong]:
    """The levels of both plans are the ones that the record of the run lists, with the same figures."""
    for plan in ("before", "after"):
        part = record.get(plan)
        listed = part.get("levels") if isinstance(part, dict) else None
        recorded = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        rows = sorted((row for row in levels if row.plan == plan), key=lambda row: row.order)
        if len(rows) != len(recorded):
            yield Wrong("levels.csv", f"plan={plan}", "", f"{len(rows)} levels", f"{len(recorded)} as in {RUN}")
        for row, said in zip(rows, recorded, strict=False):
            for column in ("level", "unit", "status", "best", "held", "tolerance"):
                says, should_be = getattr(row, column), said.get(column)
                if not _same(says, should_be):
                    where = f"plan={plan} order={row.order}"
                    yield Wrong("levels.csv", where, column, shown(says), f"{shown(should_be)} as in {RUN}")


def _same(says: Any, should_be: Any) -> bool:
    if isinstance(says, float) and isinstance(should_be, (int, float)) and not isinstance(should_be, bool):
        return abs(says - should_be) <= 5.1e-5 + 1e-12 * abs(should_be)
    return bool(says == should_be)
