"""Same inputs, same bytes: in any process, whatever its hash seed, and in whatever order the file is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from laws.variants import ORDERS, in_another_order

from planner.scenario.dump import dump_yaml
from planner.scenario.load import load_scenario

ROOT = Path(__file__).parents[2]
INPUTS = (
    "2019",
    "2019-2023",
    "2019-surge",
    "2019-improvement-team",
    "2019-two-ranks-removed",
    "da-priority-2018",
    "wiltshire-2014",
)
PROGRAM = Path(__file__).parent / "table_hashes.py"


def begin(path: Path, hash_seed: int) -> subprocess.Popen[str]:
    """Begin to solve a scenario in a fresh process."""
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(PROGRAM), str(path)]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def hashes(process: subprocess.Popen[str]) -> dict[str, str]:
    """The hash of every table of the plan that a process has made."""
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    return dict(json.loads(output))


def same(first: Path, second: Path) -> bool:
    """Whether two files give the same bytes in two fresh processes, side by side, with different hash seeds."""
    processes = begin(first, 1), begin(second, 20_191)
    one, other = (hashes(process) for process in processes)
    assert len(one) > 15
    return one == other


@pytest.mark.parametrize("name", INPUTS)
def test_two_fresh_processes_with_other_hash_seeds_write_the_same_bytes(name: str) -> None:
    path = ROOT / "inputs" / f"{name}.yaml"
    assert same(path, path)


@pytest.mark.parametrize("name", INPUTS)
def test_the_order_of_names_in_the_file_changes_no_byte(name: str, tmp_path: Path) -> None:
    # Teams, roles, lines, levers, posts, tasks: every mapping of the file stands in another order.
    # Neither file extends another, so that neither has to tell what it changes in one.
    raw = load_scenario(ROOT / "inputs" / f"{name}.yaml").raw
    whole, shuffled = tmp_path / f"{name}.yaml", tmp_path / f"{name}-shuffled.yaml"
    whole.write_text(dump_yaml(raw), encoding="utf-8")
    shuffled.write_text(dump_yaml(in_another_order(raw, ORDERS[2])), encoding="utf-8")
    assert same(whole, shuffled)
