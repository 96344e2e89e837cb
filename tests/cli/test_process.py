"""The command as a process: streams, signals and what the system does to them."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest
from processes import MAIN, done, started
from scenario_files import BUSY, write

POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX")


def test_nothing_but_the_answer_comes_out_of_stdout(here: Path) -> None:
    """Solvers print banners to the descriptor itself, past Python."""
    write(here / "busy.yaml", BUSY)
    code, out, err = done("solve", "busy.yaml", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["name"] == "busy"


def test_output_is_utf8_whatever_the_system_prefers(here: Path) -> None:
    write(here / "tiny.yaml", {"title": "Ein „Plan“"})
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    code, out, _ = done("solve", "tiny.yaml", env=environment)
    assert code == 0
    assert out.startswith("Ein „Plan“ ")


@POSIX
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_130_and_leaves_nothing(here: Path, sent: signal.Signals) -> None:
    write(here / "tiny.yaml")
    slow = f"import time; from planner import pipeline; pipeline.solve = lambda *_, **__: time.sleep(60); {MAIN}"
    with started("solve", "tiny.yaml", code=slow) as process:
        until = time.monotonic() + 60
        while not (here / "outputs/.tiny.lock").exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(sent)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, b"Interrupted; nothing was written.\n")
    assert [each.name for each in here.iterdir()] == ["tiny.yaml"]


@POSIX
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_soon_though_the_solver_does_not_hear_it(here: Path, sent: signal.Signals) -> None:
    # HiGHS as it is within a long step: it does not ask whether to stop, and its thread outlives the command.
    write(here / "tiny.yaml")
    deaf = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from knapsacks import search_long; from planner import pipeline; from planner.solver.highs import _Handle\n"
        f"_Handle._stop_if_asked = lambda *_: None; pipeline.solve = lambda *_, **__: search_long(); {MAIN}"
    )
    with started("solve", "tiny.yaml", code=deaf) as process:
        until = time.monotonic() + 60
        while not (here / "outputs/.tiny.lock").exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1)
        began = time.monotonic()
        process.send_signal(sent)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, b"Interrupted; nothing was written.\n")
    assert time.monotonic() - began < 5


@POSIX
def test_two_runs_into_one_folder_do_not_meet(here: Path) -> None:
    write(here / "tiny.yaml")
    slow = f"import time; from planner import pipeline; pipeline.solve = lambda *_, **__: time.sleep(60); {MAIN}"
    with started("solve", "tiny.yaml", code=slow) as first:
        until = time.monotonic() + 60
        while not (here / "outputs/.tiny.lock").exists() and time.monotonic() < until:
            time.sleep(0.05)
        second = done("solve", "tiny.yaml")
        # Killed, not asked: what it held is free at once, and what it left does not matter.
        first.kill()
    said = "Another run is writing to outputs/tiny. Wait for it, or use --out to write elsewhere.\n"
    assert second == (2, "", said)
    assert done("solve", "tiny.yaml", "--quiet") == (0, "", "")
    assert [each.name for each in (here / "outputs").iterdir()] == ["tiny"]


@POSIX
def test_a_reader_who_goes_away_is_no_failure(here: Path) -> None:
    with started("schema", cwd=here) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_behind_stdout_is_said(here: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        assert done("schema", stdout=full, cwd=here) == (2, "", "The output: no space left on device.\n")


@POSIX
def test_progress_shows_on_a_screen_when_it_takes_long_and_goes_away(here: Path) -> None:
    import pty

    write(here / "tiny.yaml")
    slow = (
        "import time; from planner import pipeline; solve = pipeline.solve\n"
        "def slowly(file, *, progress, **options):\n"
        "    progress('after action: gap_tier_1', 3, 9); time.sleep(1.5)\n"
        "    return solve(file, progress=progress, **options)\n"
        f"pipeline.solve = slowly; {MAIN}"
    )
    screen, end = pty.openpty()
    code, out, _ = done("solve", "tiny.yaml", code=slow, stderr=end)
    os.close(end)
    said = os.read(screen, 10_000).decode()
    os.close(screen)
    assert code == 0
    assert "\rafter action: gap tier 1 (3 of 9 levels done)" in said
    assert said.endswith("\r")
    assert set(said.split("\r")[-2]) == {" "}
    assert "levels done" not in out
