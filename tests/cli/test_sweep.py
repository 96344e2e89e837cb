"""`planner sweep`: what it prints and writes, and that a process that is ended goes on where it was."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from processes import MAIN, done, started
from scenario_files import CONTRADICTION, write

from planner.cli import progress

Run = Callable[..., Result]

POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX")
UNSURE: dict[str, Any] = {
    "demand": {
        "calls": {
            "start_within": "0 days",
            "arrivals": {"cases": {"value": 120, "per": "month", "range": [80, 150]}},
        }
    }
}
"""120 hours of calls a month that cannot wait, for 100 hours of work."""
CASES = "demand.calls.arrivals.cases"
HOURS = "demand.calls.tasks.answer.hours_per_case"
LONG = ("sweep", "unsure.yaml", "--samples", "50", "--workers", "2", "--quiet")


def test_the_page_says_what_moves_the_gap_and_where_the_files_are(run: Run, here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    result = run("sweep", "unsure.yaml")
    assert result.exit_code == 0, result.stderr
    assert max(map(len, result.stdout.splitlines())) <= 100
    # 120 hours of work in 100: 20 not done in each of two months; at 80 none, at 150 fifty.
    assert "As in the scenario, the gap is 40 hours" in result.stdout
    assert re.search(r"^1 +80 +150 +-40 +\+60 +0 +0$", result.stdout, re.MULTILINE)
    assert "- 1: Calls: arrivals, in the scenario 120\n" in result.stdout
    assert "People are re-planned" in result.stdout
    assert "Files: outputs/unsure-sweep (begin with sweep.md)" in result.stdout
    with (here / "outputs/unsure-sweep/tornado.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["path"], row["gap_hours_low"], row["gap_hours_high"]) == (CASES, "0", "100")
    assert not (here / "outputs/unsure-sweep.journal").exists()


def test_the_record_names_every_file_and_how_it_was_worked_out(run: Run, here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    printed = json.loads(run("sweep", "unsure.yaml", "--json").stdout)
    record = json.loads((here / "outputs/unsure-sweep/sweep.json").read_text(encoding="utf-8"))
    there = {each.name for each in (here / "outputs/unsure-sweep").iterdir()}
    assert {each["file"] for each in record["outputs"]} == there - {"sweep.json"}
    assert set(printed["files"]) == there
    assert (record["design"], record["runs"], record["ended"]) == ("tornado", 2, {"solved": 2})
    assert sum(record["solved_how"].values()) == 2
    assert printed["tornado"][0]["gap_hours_high"] == 100


def test_a_list_of_what_ifs_is_answered_row_by_row(run: Run, here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    (here / "list.csv").write_text(f"name,{CASES}\nquiet,80\nbusy,200\n", encoding="utf-8")
    result = run("sweep", "unsure.yaml", "--list", "list.csv")
    assert result.exit_code == 0, result.stderr
    assert re.search(r"^busy +200 ", result.stdout, re.MULTILINE)
    assert re.search(r"^quiet +0 ", result.stdout, re.MULTILINE)


def test_what_is_not_understood_ends_with_2_and_leaves_nothing(run: Run, here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    result = run("sweep", "unsure.yaml", "--vary", "demand.calls.arrivals.cass=1,2")
    assert result.exit_code == 2
    assert "nothing that can be varied stands at demand.calls.arrivals.cass" in result.stderr
    assert [each.name for each in here.iterdir()] == ["unsure.yaml"]


def test_rules_that_contradict_each_other_end_with_4(run: Run, here: Path) -> None:
    write(here / "no.yaml", {**UNSURE, **CONTRADICTION})
    result = run("sweep", "no.yaml")
    assert result.exit_code == 4
    assert result.stderr.startswith("The rules of this scenario contradict each other, so there is no plan.")
    assert [each.name for each in here.iterdir()] == ["no.yaml"]


def test_the_folder_of_a_plan_is_left_alone(run: Run, here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    run("solve", "unsure.yaml")
    result = run("sweep", "unsure.yaml", "--out", "outputs/unsure")
    assert result.exit_code == 2
    assert "outputs/unsure holds files but no sweep (no sweep.json), so it is left alone." in result.stderr


# ---------------------------------------------------------------- real processes
@pytest.fixture(scope="module")
def one_run_through(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a sweep that nobody disturbs."""
    folder = tmp_path_factory.mktemp("through")
    write(folder / "unsure.yaml", UNSURE)
    assert done(*LONG, cwd=folder) == (0, "", "")
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    there = folder / "outputs/unsure-sweep"
    return {each.name: each.read_bytes() for each in sorted(there.iterdir()) if each.name != "sweep.json"}


def wait_for_lines(journal: Path, lines: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if journal.exists() and journal.read_bytes().count(b"\n") >= lines:
            return
        time.sleep(0.02)
    raise AssertionError("the journal does not grow")


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@POSIX
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_sweep_that_is_ended_goes_on_and_gives_what_one_run_through_gives(
    here: Path, one_run_through: dict[str, bytes], sent: signal.Signals
) -> None:
    write(here / "unsure.yaml", UNSURE)
    journal = here / "outputs/unsure-sweep.journal"
    with started(*LONG, cwd=here, start_new_session=True) as process:
        wait_for_lines(journal, 10)
        workers = children(process.pid) if sys.platform == "linux" else []
        began = time.monotonic()
        # Ctrl-C reaches everybody in the terminal; a kill the one process alone.
        os.killpg(process.pid, sent) if sent == signal.SIGINT else process.kill()
        _, said = process.communicate(timeout=60)
    assert time.monotonic() - began < 10
    kept = journal.read_bytes().count(b"\n") - 1
    assert 9 <= kept < 51
    if sent == signal.SIGINT:
        assert process.returncode == 130
        assert said.decode() == (
            f"Interrupted; {kept} of 51 what-ifs are kept in outputs/unsure-sweep.journal. The same command goes on"
            " from there; with --restart it begins anew.\n"
        )
    assert not (here / "outputs/unsure-sweep").exists()
    until = time.monotonic() + 10
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, workers)), "workers outlive the one who shares out the work"

    code, _, said_then = done(*LONG, cwd=here)
    assert code == 0
    assert f"{kept} of 51 what-ifs were answered before and are taken over" in said_then
    assert contents(here) == one_run_through
    assert sorted(each.name for each in (here / "outputs").iterdir()) == ["unsure-sweep"]


@POSIX
def test_two_sweeps_into_one_folder_do_not_meet(here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    slow = f"import time; from planner import pipeline; pipeline.sweep = lambda *_, **__: time.sleep(60); {MAIN}"
    with started(*LONG, code=slow, cwd=here) as first:
        until = time.monotonic() + 60
        while not (here / "outputs/.unsure-sweep.lock").exists() and time.monotonic() < until:
            time.sleep(0.05)
        second = done(*LONG, cwd=here)
        first.kill()
    assert second == (
        2,
        "",
        "Another run is writing to outputs/unsure-sweep. Wait for it, or use --out to write elsewhere.\n",
    )


def test_a_scheduler_and_workers_of_dask_are_used_as_they_are_started(
    here: Path, one_run_through: dict[str, bytes]
) -> None:
    pytest.importorskip("distributed")
    write(here / "unsure.yaml", UNSURE)
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment, "cwd": here}
    dask, no_page = [sys.executable, "-m", "dask"], ["--no-dashboard", "--host", "127.0.0.1"]
    file = here / "scheduler.json"
    running = [
        subprocess.Popen([*dask, "scheduler", *no_page, "--port", "0", "--scheduler-file", str(file)], **quiet)  # noqa: S603
    ]
    try:
        for _ in range(2):
            worker = [*dask, "worker", *no_page, "--nthreads", "1", "--no-nanny", "--scheduler-file", str(file)]
            running.append(subprocess.Popen(worker, **quiet))  # noqa: S603
        until = time.monotonic() + 60
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        code, out, said = done("sweep", "unsure.yaml", "--samples", "50", "--scheduler", address, "--json", cwd=here)
    finally:
        # Asked to end, a worker first looks long for a scheduler to say goodbye to.
        for process in running:
            process.kill()
        for process in running:
            process.wait(timeout=30)
    assert code == 0, said
    assert json.loads(out)["ended"] == {"solved": 50}
    assert contents(here) == one_run_through


def test_a_bar_says_how_much_is_done_and_how_long_it_takes_at_this_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    screen = Screen()
    with progress.ProgressBar(screen, shown=True, of="done") as bar:
        time.sleep(0.3)
        bar("what-ifs", 20, 120)  # those were done before an interrupt: nothing is known of the pace
        assert "left" not in screen.getvalue()
        now[0] = 60.0
        bar("what-ifs", 60, 120)
        # 40 in a minute: the other 60 take a minute and a half.
        assert "what-ifs ████████████░░░░░░░░░░░░ about 2 min left (60 of 120 done)" in screen.getvalue()
        now[0] = 100.0
        bar("what-ifs", 120, 120)
        assert "about 0 s left (120 of 120 done)" in screen.getvalue()
    assert screen.getvalue().endswith("\r")


def test_a_variant_is_swept_under_its_own_name(run: Run, here: Path) -> None:
    quieter = {"variants": {"quieter": {"title": "Fewer calls", "set": {CASES: 110}}}}
    write(here / "unsure.yaml", {**UNSURE, **quieter})
    result = run("sweep", "unsure.yaml#quieter", "--vary", f"{CASES}=100,150", "--set", "demand.calls.tier=2")
    assert result.exit_code == 0, result.stderr
    assert "As in the scenario, the gap is 20 hours" in result.stdout
    assert (here / "outputs/unsure-quieter-what-if-sweep/runs.csv").exists()


def test_a_grid_is_told_by_its_largest_gaps_with_what_each_changes(run: Run, here: Path) -> None:
    write(here / "unsure.yaml", UNSURE)
    result = run("sweep", "unsure.yaml", "--design", "grid", "--vary", f"{CASES}=100,150", "--vary", f"{HOURS}=1,2")
    assert result.exit_code == 0, result.stderr
    assert max(map(len, result.stdout.splitlines())) <= 100
    # 150 calls of two hours are 300 hours a month, for 100: 400 in two months are not done.
    assert re.search(r"^4 +400 ", result.stdout, re.MULTILINE)
    assert f"- 4: {CASES} = 150, {HOURS} = 2\n" in result.stdout
