"""What the certificate's columns are called, and how a finding names one of its rows or columns."""

from __future__ import annotations

import re

from planner.verify.certificate_file import FILE, Statement
from planner.verify.comparing import shown
from planner.verify.finding import Finding

LIMITS = "the certificate's limits are those of the scenario"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.,()]")


def column_name(family: str, *key: object) -> str:
    """The name of a column; what stands in no name of one is an underscore there."""
    return _NOT_IN_A_NAME.sub("_", f"{family}({','.join(map(str, key))})")


def finding(said: Statement, name: str, column: str, says: object, should_be: object) -> Finding:
    """A row or column of the certificate that is not what it should be."""
    return Finding(LIMITS, FILE, f"plan={said.plan} {name}", column, shown(says), shown(should_be))
