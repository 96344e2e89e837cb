"""Solve a scenario and print a hash of every table's CSV text: run in a process of its own.

python table_hashes.py inputs/2019.yaml
"""

from __future__ import annotations

import hashlib
import json
import sys

import planner
from planner.reports.csv_tables import csv_files


def table_hashes(path: str) -> dict[str, str]:
    """The hash of each table's file."""
    files = csv_files(planner.solve(path).tables, "A plan")
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}


if __name__ == "__main__":
    print(json.dumps(table_hashes(sys.argv[1])))
