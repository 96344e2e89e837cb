"""Runs that write a plan's folder while something goes wrong, each a process of its own; told as JSON.

Started as a program (`python faulty_runs.py FOLDER FAULT`), so that it may fork: no thread of the tests is copied.
A run counts its own file operations by an audit hook of Python, which sees every file that is opened, made, renamed
or removed, and what it does at the n-th of them is real: it kills itself, gets a signal, or the system refuses.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.errors import PlannerError
from planner.reports.folder import reserve

KILLED, INTERRUPTED, DEFECT = -9, 130, 99
NOBODY = 65534


def plan_files(version: str, length: int = 20_000) -> dict[str, bytes]:
    """A plan as far as its folder is concerned: some files and a record that names them."""
    tables = ("coverage", "staffing", "costs")
    files = {f"{name}.csv": f"{name},{version}\n".encode() * (length // 10) for name in tables}
    files["summary.md"] = version.encode()
    outputs = [{"file": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in sorted(files.items())]
    files["run.json"] = json.dumps({"version": version, "outputs": outputs}).encode()
    return files


def standing(folder: Path) -> str:
    """Which plan stands in a folder: its version if it is whole, `nothing`, or `a mixture`."""
    if not folder.exists():
        return "nothing"
    found = {each.name: each.read_bytes() for each in folder.iterdir()}
    version = found.get("summary.md", b"").decode()
    return version if found == plan_files(version) else "a mixture"


def in_a_process(work: Callable[[], None]) -> int:
    """Fork, do something there, and end with the exit code that the command would have; returns the process."""
    process = os.fork()
    if process:
        return process
    code = 0
    try:
        work()
    except PlannerError as error:
        code = error.exit_code
        print(json.dumps({"said": str(error)}), flush=True)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BaseException as error:
        code = DEFECT
        print(json.dumps({"said": repr(error)}), flush=True)
    os._exit(code)


def ended(process: int) -> int:
    """The exit code of a process, negative for the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def put(folder: Path, version: str) -> None:
    with reserve(folder) as reserved:
        reserved.put(plan_files(version))


def at_operation(number: int, inside: Path, happens: Callable[[], None]) -> None:
    """Let something happen just before the n-th operation on a file inside a folder."""
    done = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event not in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir"):
            return
        # Inside a removed folder files are named relative to it, by a handle.
        path = arguments[0]
        if isinstance(path, (str, os.PathLike)) and (Path(path).is_absolute() <= str(path).startswith(str(inside))):
            done += 1
            if done == number:
                happens()

    sys.addaudithook(hook)


def tell(folder: Path, code: int, **more: Any) -> None:
    """What stands now, and after a next run that only reserves the folder."""
    at_once = standing(folder)
    aside = standing(folder.with_name(f".{folder.name}.old"))
    with reserve(folder):
        later = standing(folder)
        beside = sorted(each.name for each in folder.parent.iterdir())
    print(
        json.dumps({"code": code, "at_once": at_once, "aside": aside, "later": later, "beside": beside, **more}),
        flush=True,
    )


def for_every_operation(folder: Path, happens: Callable[[], None]) -> None:
    """A run for every n at whose n-th operation something happens, until one has fewer operations."""
    number, reached = 0, True
    mark = folder.parent.with_name("reached")
    while reached:
        number += 1
        put(folder, "old")
        mark.unlink(missing_ok=True)

        def happening() -> None:
            mark.touch()
            happens()

        def run(number: int = number) -> None:
            at_operation(number, folder.parent, happening)
            put(folder, "new")

        code = ended(in_a_process(run))
        reached = mark.exists()
        tell(folder, code, reached=reached)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def at_random_moments(folder: Path, sent: signal.Signals) -> None:
    """Runs that write one plan after the other, and a signal that comes when it comes."""
    chance = random.Random(4)  # noqa: S311 - not for secrets

    def run() -> None:
        while True:
            for version in ("new", "old"):
                put(folder, version)

    for _ in range(40):
        process = in_a_process(run)
        time.sleep(0.02 + chance.random() * 0.1)
        os.kill(process, sent)
        tell(folder, ended(process))


def full_disk(folder: Path) -> None:
    """A system that takes no more than so many bytes a file."""
    for room in (0, 1, 100, 4096, 10_000, 30_000):
        put(folder, "old")

        def run(room: int = room) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            put(folder, "new")

        tell(folder, ended(in_a_process(run)))


def no_permission(folder: Path) -> None:
    """The folder, or the one around it, may not be written by the user who runs."""
    for locked in (folder.parent, folder):
        put(folder, "old")
        for each in (folder.parent, folder):
            each.chmod(0o777)
        locked.chmod(0o555)

        def run() -> None:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            put(folder, "new")

        code = ended(in_a_process(run))
        locked.chmod(0o777)
        tell(folder, code, locked=locked.name)


def race(folder: Path) -> None:
    """Four runs that write the same folder again and again at the same time."""

    def run(version: str) -> Callable[[], None]:
        def writes() -> None:
            until = time.monotonic() + 1.5
            while time.monotonic() < until:
                try:
                    put(folder, version)
                except PlannerError as error:
                    if "Another run is writing" not in str(error):
                        raise

        return writes

    for process in [in_a_process(run(f"run {number}")) for number in range(4)]:
        print(json.dumps({"ended": ended(process)}), flush=True)
    tell(folder, 0)


FAULTS: dict[str, Callable[[Path], None]] = {
    "killed at every operation": lambda folder: for_every_operation(folder, kill),
    "interrupted at every operation": lambda folder: for_every_operation(folder, interrupt),
    "killed at any moment": lambda folder: at_random_moments(folder, signal.SIGKILL),
    "interrupted at any moment": lambda folder: at_random_moments(folder, signal.SIGINT),
    "full disk": full_disk,
    "no permission": no_permission,
    "race": race,
}

if __name__ == "__main__":
    FAULTS[sys.argv[2]](Path(sys.argv[1]))
