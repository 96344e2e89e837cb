"""What the checks of a plan have found, in words for a screen of a hundred columns, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from planner.verify.finding import Finding
from planner.verify.not_checked import NOT_CHECKED
from planner.verify.verify import Verdict

WIDTH = 100
"""The widest line, where its words allow it [characters]."""
MOST_OF_A_CHECK = 5
"""Findings of one check that are shown; the others are counted."""


def page(verdict: Verdict) -> str:
    """PASS with what was checked, or each thing that is wrong, by check."""
    checked = (
        f"{verdict.checks} checks of {verdict.figures:,} figures in {verdict.tables} tables and {verdict.files} files"
    )
    if verdict.passed:
        return f"PASS  {verdict.folder}: {checked}\n"
    count = len(verdict.findings)
    lines = [f"FAIL  {verdict.folder}: {count:,} thing{'s are' if count > 1 else ' is'} wrong; {checked}"]
    for check, found in groupby(verdict.findings, key=lambda finding: finding.check):
        mine = list(found)
        lines += ["", check]
        lines += [line for finding in mine[:MOST_OF_A_CHECK] for line in _finding(finding)]
        if len(mine) > MOST_OF_A_CHECK:
            lines.append(f"  … and {len(mine) - MOST_OF_A_CHECK:,} more of this check (all with --json)")
    if verdict.checks < verdict.all_checks:
        left = verdict.all_checks - verdict.checks
        not_made = f"{left} check{' was' if left == 1 else 's were'} not made"
        lines += ["", f"{not_made}: mend what is wrong above first."]
    return "\n".join(lines) + "\n"


def _finding(finding: Finding) -> Iterator[str]:
    place = "  ".join(part for part in (finding.file, finding.where, finding.column) if part)
    for text, indent in ((place, "  "), (f"says {finding.says}, should be {finding.should_be}", "      ")):
        if text:
            yield from textwrap.wrap(
                text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
            )


def as_json(verdicts: Iterable[Verdict]) -> str:
    """Everything that was found."""
    document: list[dict[str, Any]] = [
        {
            "folder": verdict.folder,
            "passed": verdict.passed,
            "files": verdict.files,
            "tables": verdict.tables,
            "figures": verdict.figures,
            "checks": verdict.checks,
            "all_checks": verdict.all_checks,
            "findings": [asdict(finding) for finding in verdict.findings],
        }
        for verdict in verdicts
    ]
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def page_of_checks(checks: Iterable[tuple[str, str, str, str]]) -> str:
    """Every check: what it compares, in which tables, and which rules of the model it covers; then what none sees."""
    lines = []
    for check, compares, tables, rules in checks:
        lines.append(check)
        lines += textwrap.wrap(compares, WIDTH, initial_indent="    ", subsequent_indent="    ")
        for title, names in (("tables: ", tables), ("rules: ", rules)):
            if names:
                lines += textwrap.wrap(title + names, WIDTH, initial_indent="    ", subsequent_indent="      ")
    lines += ["", "NOT CHECKED"]
    for what, why in NOT_CHECKED:
        lines.append(what)
        lines += textwrap.wrap(why, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines) + "\n"
