"""Real faults in real processes: killed, interrupted, a full disk, no permission, two runs in one folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX")

KILLED, INTERRUPTED, USAGE = -9, 130, 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that other users can reach, as the one of a plan is."""
    place = tmp_path / "outputs" / "made"
    place.parent.mkdir()
    for each in (*tmp_path.parents[:3], tmp_path):
        each.chmod(0o755)
    return place


def told(folder: Path, fault: str) -> list[dict[str, Any]]:
    """What runs with a fault tell."""
    program = str(Path(__file__).with_name("faulty_runs.py"))
    ended = subprocess.run(  # noqa: S603
        [sys.executable, program, str(folder), fault], capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_killed_at_any_operation_the_old_plan_or_the_new_one_stands(folder: Path) -> None:
    runs = told(folder, "killed at every operation")
    assert runs.pop() == {
        "code": 0,
        "at_once": "new",
        "aside": "nothing",
        "later": "new",
        "beside": [".made.lock", "made"],
        "reached": False,
    }
    # The lock, five files, two folders, two renames, and the old plan taken away again.
    assert len(runs) > 15
    for run in runs:
        assert run["code"] == KILLED
        # Between the two renames the old plan stands aside; the next run puts it back.
        assert run["at_once"] in ("old", "new") or (run["at_once"], run["aside"]) == ("nothing", "old")
        assert run["later"] in ("old", "new")
        assert run["later"] == "new" or run["at_once"] != "new"
        assert run["beside"] == [".made.lock", "made"]
    stood = Counter(run["at_once"] for run in runs)
    assert set(stood) == {"old", "nothing", "new"}


def test_killed_at_any_moment_the_old_plan_or_the_new_one_stands(folder: Path) -> None:
    runs = told(folder, "killed at any moment")
    assert len(runs) == 40
    for run in runs:
        assert run["code"] == KILLED
        assert run["later"] in ("old", "new", "nothing")
        assert run["beside"] in ([".made.lock", "made"], [".made.lock"])
    first = next(number for number, run in enumerate(runs) if run["later"] != "nothing")
    # Once a plan stands, a whole one does for ever.
    assert all(run["later"] != "nothing" for run in runs[first:])


def test_interrupted_at_any_operation_a_whole_plan_stands_at_once_and_nothing_beside_it(folder: Path) -> None:
    runs = told(folder, "interrupted at every operation")
    assert runs.pop()["code"] == 0
    assert len(runs) > 15
    for run in runs:
        assert run["code"] == INTERRUPTED
        assert run["at_once"] in ("old", "new")
        assert run["aside"] == "nothing"
        assert run["later"] == run["at_once"]
        assert run["beside"] == [".made.lock", "made"]


def test_interrupted_at_any_moment_a_whole_plan_stands_at_once(folder: Path) -> None:
    runs = told(folder, "interrupted at any moment")
    assert len(runs) == 40
    assert {run["code"] for run in runs} == {INTERRUPTED}
    first = next(number for number, run in enumerate(runs) if run["at_once"] != "nothing")
    for run in runs[first:]:
        assert run["at_once"] in ("old", "new")
        assert run["later"] == run["at_once"]
        assert run["beside"] == [".made.lock", "made"]


def test_a_system_that_takes_no_more_leaves_the_old_plan_and_says_so(folder: Path) -> None:
    said, runs = apart(told(folder, "full disk"))
    # The longest file has about 30,000 bytes, so that the largest limit of all may be enough.
    assert [run["code"] for run in runs[:4]] == [USAGE] * 4
    for run in runs:
        assert (run["at_once"], run["later"]) == (("new", "new") if run["code"] == 0 else ("old", "old"))
        assert run["aside"] == "nothing"
    assert set(said) == {
        f"{folder} cannot be written: file too large. Nothing was changed there; use --out to write elsewhere."
    }


def test_without_permission_the_old_plan_stands_and_it_is_said(folder: Path) -> None:
    said, runs = apart(told(folder, "no permission"))
    assert [run["locked"] for run in runs] == ["outputs", "made"]
    around, _ = runs
    assert (around["code"], around["at_once"]) == (USAGE, "old")
    for run in runs:
        assert run["at_once"] == ("old" if run["code"] else "new")
        assert run["code"] in (0, USAGE)
    assert set(said) == {
        f"{folder} cannot be written: permission denied. Nothing was changed there; use --out to write elsewhere."
    }


def test_runs_that_write_one_folder_at_the_same_time_do_not_mix(folder: Path) -> None:
    *runs, last = told(folder, "race")
    assert [run["ended"] for run in runs] == [0, 0, 0, 0]
    assert last["at_once"] in {f"run {number}" for number in range(4)}
    assert last["beside"] == [".made.lock", "made"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A disk of its own with next to no room."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(  # noqa: S603
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("only the superuser may make a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607


def test_a_full_disk_leaves_the_old_plan_and_says_so(small_disk: Path) -> None:
    folder = small_disk / "made"
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from faulty_runs import *\n"
        "folder = Path(sys.argv[1])\n"
        "put(folder, 'old')\n"
        "(folder.parent / 'photos').write_bytes(b'x' * 1000)\n"
        "def run():\n"
        "    with reserve(folder) as reserved:\n"
        "        reserved.put(plan_files('new', 200_000))\n"
        "code = ended(in_a_process(run))\n"
        "(folder.parent / 'photos').unlink()\n"
        "tell(folder, code)\n"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(folder), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    said, [run] = apart([json.loads(line) for line in ended.stdout.splitlines()])
    assert said == [
        f"{folder} cannot be written: no space left on device. Nothing was changed there; use --out to write elsewhere."
    ]
    assert (run["code"], run["at_once"], run["later"]) == (USAGE, "old", "old")
    assert run["beside"] == [".made.lock", "made"]


def apart(lines: list[dict[str, Any]]) -> tuple[list[str], list[dict[str, Any]]]:
    """What was said, and how the runs ended."""
    return [line["said"] for line in lines if "said" in line], [line for line in lines if "code" in line]
