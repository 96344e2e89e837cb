"""A scenario with every section of a restructure: it is read, it fits the schema, and the law stands guard over it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from check_cases.case import INSPECTORS, Change, added
from test_fuzz import problems_of, spoil
from test_schema import SCHEMA, fits, read

from planner.scenario.load import Loaded
from planner.scenario.render import render

Changed = Callable[..., str]
Found = Callable[[str], list[tuple[str, str, str]]]

PATHWAYS = """\
  pathways:
    acting:
      kind: temporary_promotion
      from: {team: domestic_abuse, role: detective}
      to: {team: domestic_abuse, role: supervisor}
      per_intake_fte: 1
      length: 6 months
      pay_difference_share: 0.8
    boards:
      kind: promotion
      from: {team: child_protection, role: detective}
      to: {team: child_protection, role: supervisor}
      intakes: [2024-06, 2024-12]
      per_intake_fte: 1
      per_year_share: {share: 0.5, of: destination, at: closing}
      lead: 2 months
      in_training: {line: from, pay_share: 1, productivity: 0.9, on_establishment: true}
      already_started: [{on: 2024-03, fte: 0.5}]
      return_share: 0.2
      leave_share: 0.1
      at_rest_fte: {value: 0.5, per: year}
    office:
      kind: civilianisation
      from: {team: domestic_abuse, role: detective}
      to: {team: domestic_abuse, role: investigator}
      per_intake_fte: 1
      lead: 3 months
      tutor: {team: domestic_abuse, role: detective, hours_per_month: 10, when: in_lead}
    converted:
      kind: training
      from: {team: child_protection, role: investigator}
      to: {team: child_protection, role: detective}
      per_intake_fte: 1
      lead: 1 year
      in_training: {line: to, productivity: 0.4}
      productivity_by_month: [0.7, 0.8, 0.9]
      cost_pounds_each: 4000
      whole: true
  exits:
    desk:
      kind: redundancy
      from: {team: domestic_abuse, role: investigator}
      first_day: 2024-06
      consultation: 30 days
      notice: 3 months
      per_year_fte: 2
      by_service: {short: {share: 0.5, pounds_each: 6000}, long: {share: 0.5, pounds_each: 20000}}
  pools:
    raised: {members: [boards, acting], per_year_fte: 3}
"""
REMOVED = """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      gone_by: {on: 2025-03-31, left_fte: 1}
      leave: {value: 0.3, per: year, basis: estimate}
      exits:
        early:
          kind: voluntary_exit
          from: {team: child_protection, role: inspector}
          per_year_fte: 1
          weeks_of_pay: 60
        posted:
          kind: posting_out
          from: {team: child_protection, role: inspector}
          to_team: response
          per_month_fte: 0.5
      pathways:
        stepping_down:
          kind: reversion
          from: {team: child_protection, role: inspector}
          to: {team: child_protection, role: supervisor}
          per_intake_fte: 1
          pay_protection: 3 years
      duties:
        - {team: child_protection, role: supervisor, share: 0.8, hours_factor: 1.2}
        - {team: domestic_abuse, role: supervisor, share: 0.2, hours_factor: 1.2}
      supervision:
        - {group: sergeants, team: domestic_abuse, role: supervisor, span: 8, share_at_most: 0.5}
      comes_back:
        - {team: domestic_abuse, role: supervisor, share: 0.37, from_team: response}
      record:
        - {on: 2025-03-31, fte: 1.8, came_back_fte: 0.5}
      decided_by: chief constable
  supervision:
    sergeants:
      led: [{team: child_protection, role: supervisor}]
      leaders: [{team: child_protection, role: inspector, span: 6}]
"""
NUMBERS = """\
whole_people: {everywhere: false, gap: 0.005}

officer_numbers:
  census: [2024-09-30, 2025-03-31]
  opening_heads: 1500
  target_heads: [{value: 1490}, {from: 2025-01, value: 1500}]
  grant_at_risk:
    - {missing_heads: 5, pounds: 400000}
    - {missing_heads: 10, pounds: 900000}
  replacement_role: detective
"""
RESTRUCTURE: list[Change] = [
    *INSPECTORS,
    (
        "    inspector:    {approved_fte: 3, strength_fte: 3}\n",
        (
            "    inspector:\n      approved_fte: 3\n      strength_fte: 3\n      temporary:\n"
            "        acting: {fte: 1, substantive: {team: child_protection, role: supervisor}, until: 2024-09}\n"
        ),
    ),
    ("roles: {supervisor: 1}\n", "roles: {inspector: 1}\n"),
    added("supply", PATHWAYS),
    (
        "structure:\n  supervision:                               # who must be led, and by whom\n",
        f"structure:\n{REMOVED}",
    ),
    ("\nsources:\n", f"\n{NUMBERS}\nsources:\n"),
]


def test_every_section_of_a_restructure_is_read_and_fits_the_schema(
    load: Callable[[str], Loaded], changed: Changed, tmp_path: Path
) -> None:
    text = changed(*RESTRUCTURE)
    loaded = load(text)
    # Three inspectors lose people at a rate, but there are as many as three of them: nothing is worth a warning but
    # that investigators are made redundant while the template recruits them.
    assert [warning.path for warning in loaded.warnings] == ["supply.exits.desk.kind"]
    assert loaded.scenario.structure.removed_ranks["inspector"].exits["early"].weeks_of_pay is not None
    assert fits(read(text, tmp_path), SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: reversion", "kind: demotion"),
        ("kind: voluntary_exit", "kind: compulsory_severance"),
        ("to_team: response", "into_team: response"),
        ("share_at_most: 0.5", "share_at_most: half"),
        ("opening_heads: 1500", "opening_heads: {from: 2024-04}"),
        ("length: 6 months", "lenght: 6 months"),
    ],
)
def test_the_editor_marks_what_the_reader_refuses(changed: Changed, tmp_path: Path, old: str, new: str) -> None:
    text = changed(*RESTRUCTURE)
    assert old in text
    assert not fits(read(text.replace(old, new, 1), tmp_path), SCHEMA)


@pytest.mark.parametrize(
    "name", ["Pathway", "Exit", "RemovedRank", "Duty", "Successor", "ComesBack", "OfficerNumbers", "TemporaryHolders"]
)
def test_the_editor_explains_every_key_of_a_restructure(name: str) -> None:
    properties: dict[str, Any] = SCHEMA["$defs"][name]["properties"]
    unexplained = [
        key for key, schema in properties.items() if not schema.get("description") and "$ref" not in json.dumps(schema)
    ]
    assert unexplained == []


@pytest.mark.parametrize(
    ("old", "new", "path", "reason"),
    [
        (
            "kind: voluntary_exit",
            "kind: redundancy",
            "structure.removed_ranks.inspector.exits.early.kind",
            "hold office under the Crown and cannot be made redundant",
        ),
        (
            "pay_protection: 3 years",
            "voluntary: false",
            "structure.removed_ranks.inspector.pathways.stepping_down.voluntary",
            "reduced in rank only by a misconduct or performance procedure, or by his or her own wish",
        ),
        (
            "          kind: reversion\n",
            "          kind: promotion\n",
            "structure.removed_ranks.inspector.pathways.stepping_down.to",
            "reduced in rank only by a misconduct or performance procedure, or by his or her own wish",
        ),
        (
            "from: {team: domestic_abuse, role: investigator}\n      first_day",
            "from: {team: domestic_abuse, role: detective}\n      first_day",
            "supply.exits.desk.kind",
            "hold office under the Crown and cannot be made redundant",
        ),
    ],
)
def test_what_the_law_does_not_know_is_refused_with_its_reason(
    found: Found, changed: Changed, old: str, new: str, path: str, reason: str
) -> None:
    text = changed(*RESTRUCTURE)
    assert old in text
    text = text.replace("          pay_protection: 3 years\n", "") if "kind: promotion" in new else text
    refused = {place: message for place, _, message in found(text.replace(old, new, 1))}
    assert reason in refused[path]


@pytest.mark.parametrize("batch", range(4))
def test_a_spoilt_restructure_ends_with_problems_or_loads(
    write: Callable[..., Path], changed: Changed, batch: int
) -> None:
    chance = random.Random(batch)  # noqa: S311 - the same files in every run
    text = changed(*RESTRUCTURE)
    refused = [problems_of(write("spoilt.yaml", spoil(text, chance))) for _ in range(40)]
    for problems in refused:
        assert render(problems) or not problems
        assert all(problem.message.endswith((".", "?", ")")) for problem in problems)
    assert sum(map(bool, refused)) > 20  # most mistakes are noticed


def test_a_restructure_with_any_name_mistaken_ends_with_problems_or_loads(
    write: Callable[..., Path], changed: Changed
) -> None:
    text = changed(*RESTRUCTURE)
    start = text.index("\nsupply:")
    names = ("inspector", "supervisor", "detective", "investigator", "child_protection", "response", "sergeants")
    for name in names:
        places = [at for at in range(start, len(text)) if text.startswith(name, at)]
        assert places
        for at in places:
            spoilt = f"{text[:at]}nobody{text[at + len(name) :]}"
            problems = problems_of(write("spoilt.yaml", spoilt))
            assert all(problem.message.endswith((".", "?")) for problem in problems)
