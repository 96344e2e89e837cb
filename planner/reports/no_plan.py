"""The folder of a scenario that has no plan: why not, in words, and each repair as a scenario that can be solved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from planner.clashes import ContradictionError, Edit, Repair
from planner.reports.contradiction import REPAIR_FILE, contradiction, repair_in_words
from planner.reports.run_record import FILE as RUN_FILE
from planner.reports.run_record import made_with
from planner.scenario.dump import dump_yaml
from planner.scenario.edits import Raw, what_differs
from planner.scenario.load import Loaded

EXPLANATION_FILE = "explanation.md"
SCENARIO_FILE = "scenario.resolved.yaml"
LAW = """\
Law is never offered for change, and neither is how people, cases and hours add up. With each repair there is a plan
that keeps every rule; how good that plan is, solving it says."""


def explanation_files(failure: ContradictionError, loaded: Loaded) -> dict[str, bytes]:
    """Every file of an explanation, by name; the record comes last, as it names all others."""
    texts = {SCENARIO_FILE: dump_yaml(loaded.raw)}
    for number, repair in enumerate(failure.repairs, start=1):
        texts[REPAIR_FILE.format(number=number)] = repaired_scenario(repair, number, loaded)
    texts[EXPLANATION_FILE] = _explanation(failure, loaded)
    files = {name: text.encode() for name, text in texts.items()}
    files[RUN_FILE] = _record(failure, loaded, files).encode()
    return files


def repaired_scenario(repair: Repair, number: int, loaded: Loaded) -> str:
    """A scenario that says only what a repair changes; it stands beside the resolved one, and extends it."""
    scenario = loaded.scenario
    head: Raw = {
        "format": 1,
        "name": f"{scenario.name}_repair_{number}",
        "title": f"{scenario.title} (repair {number})",
        "extends": SCENARIO_FILE,
    }
    said = [f"#   {line}" for line in repair_in_words(repair)]
    opening = [
        f"# Repair {number} of {loaded.files[0].name}, whose rules contradict each other. What it changes:",
        *said,
    ]
    return "\n".join([*opening, "", dump_yaml({**head, **what_differs(loaded.raw, repair.edits)})])


def _explanation(failure: ContradictionError, loaded: Loaded) -> str:
    scenario = loaded.scenario
    names = [REPAIR_FILE.format(number=number) for number in range(1, len(failure.repairs) + 1)]
    repairs = [f"- `{name}`: the scenario with repair {number}" for number, name in enumerate(names, start=1)]
    return "\n".join(
        [
            f"# No plan: {scenario.title}",
            "",
            f"{scenario.marking}. {scenario.question}",
            "",
            "```text",
            contradiction(failure),
            "```",
            "",
            LAW,
            "",
            "## Files",
            "",
            *repairs,
            f"- `{SCENARIO_FILE}`: the scenario with everything it extends",
            f"- `{RUN_FILE}`: with what this was found out; hashes of all inputs and outputs",
            "",
        ]
    )


def _record(failure: ContradictionError, loaded: Loaded, outputs: Mapping[str, bytes]) -> str:
    """The record as JSON; two runs of the same inputs give the same."""
    record: dict[str, Any] = {
        **made_with(loaded, "contradiction", outputs),
        "every_conflict_found": failure.every_conflict_found,
        "conflicts": [
            [
                {"place": rule.place, "rule": rule.rule, "kind": rule.kind, "owner": rule.owner}
                for rule in conflict.rules
            ]
            for conflict in failure.conflicts
        ],
        "repairs": [
            {"file": REPAIR_FILE.format(number=number), "changes": [_as_data(edit) for edit in repair.edits]}
            for number, repair in enumerate(failure.repairs, start=1)
        ],
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def _as_data(edit: Edit) -> dict[str, Any]:
    told = ("place", "since", "before", "after", "unit", "kind", "owner")
    data = {key: value for key, value in asdict(edit).items() if key in told}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}
