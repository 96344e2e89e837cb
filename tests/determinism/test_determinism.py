"""Same inputs, same bytes: in any process, whatever its hash seed, and in whatever order the file is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from laws.variants import ORDERS, in_another_order
from planner.scenario.dump import dump_yaml
from planner.scenario.load import load_scenario

ROOT = Path(__file__).parents[2]
INPUTS = ("2019", "2019-2023", "2019-surge", "da-priority-2018")
PROGRAM = Path(__file__).parent / "table_hashes.py"


@cache
def hashes(path: Path, hash_seed: int) -> dict[str, str]:
    """The hash of every table of a plan made in a fresh process."""
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)}
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(PROGRAM), str(path)], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout)[0])


@pytest.mark.parametrize("name", INPUTS)
def test_two_fresh_processes_with_other_hash_seeds_write_the_same_bytes(name: str) -> None:
    path = ROOT / "inputs" / f"{name}.yaml"
    first, second = hashes(path, 1), hashes(path, 20_191)
    assert len(first) > 15
    assert second == first


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("order", [0, 2], ids=["backwards", "pell-mell"])
def test_the_order_of_names_in_the_file_changes_no_byte(name: str, order: int, tmp_path: Path) -> None:
    # Teams, roles, lines, levers, posts, tasks: every mapping of the file is put in another order.
    path = ROOT / "inputs" / f"{name}.yaml"
    shuffled = tmp_path / f"{name}.yaml"
    shuffled.write_text(dump_yaml(in_another_order(load_scenario(path).raw, ORDERS[order])), encoding="utf-8")
    assert hashes(shuffled, 1) == hashes(path, 1)
