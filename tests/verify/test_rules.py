"""Every rule family of the model has an audit, and no audit names a rule that there is not."""

from __future__ import annotations

import ast
from pathlib import Path

from planner.model import formulate, levels, ranking
from planner.model.formulation import MONEY_RULES, RULES
from planner.scenario.load import load_scenario
from planner.tables import tabulate
from planner.verify import audits
from planner.verify.audits import AUDITS
from planner.verify.audits.levels import TOTALS
from planner.vocabulary import TABLES
from verify.mutations import UNSEEN_TABLES
from verify.plans import HERE as SCENARIOS
from verify.plans import RICH

FAMILIES = {rule.__name__ for rule in (*RULES, *MONEY_RULES, ranking.level_limits)}
HERE = Path(audits.__file__).parent


def test_every_rule_family_has_an_audit_and_no_audit_is_for_a_rule_that_is_not_there() -> None:
    audited = {rule for audit in AUDITS for rule in audit.rules}
    without = sorted(FAMILIES - audited)
    assert not without, (
        f"No audit covers {', '.join(without)}: write a function in planner/verify/audits that works the rule out from"
        " the tables, and its line with the rule's name in AUDITS; or add the name to the audit that covers it already."
    )
    assert not audited - FAMILIES, f"Audits name rules that are not there: {sorted(audited - FAMILIES)}"


def test_every_rule_has_rows_in_a_scenario_that_the_audits_are_tried_on() -> None:
    tried: set[str] = set()
    for name in RICH:
        scenario = load_scenario(SCENARIOS / f"{name}.yaml").scenario
        tables = tabulate(scenario)
        for stance in ("before", "after"):
            tried |= {rule.family for rule in formulate(tables, scenario.priorities, stance).program.rules}
    without = sorted(FAMILIES - tried)
    assert not without, (
        f"No scenario in tests/verify has rows of {', '.join(without)}, so no test sees whether the audit finds"
        " anything: add the keys to tests/verify/rich.yaml, so that the rule binds."
    )


def test_every_level_is_worked_out_from_the_tables() -> None:
    assert set(TOTALS) == {*levels.SIMPLE, "cost"}


def test_every_table_has_an_audit_or_a_reason_why_not() -> None:
    assert {table for audit in AUDITS for table in audit.tables} >= set(TABLES) - set(UNSEEN_TABLES)


def test_every_audit_is_in_the_list() -> None:
    listed = {audit.function.__name__ for audit in AUDITS}
    for path in HERE.glob("*.py"):
        for part in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
                is_audit = ast.unparse(part.returns or ast.Constant("")) == "Iterator[Wrong]"
                assert not is_audit or part.name in listed, f"{part.name} is not in the list of audits"
