"""The way in from the shell."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from planner.cli.failures import report_failure
from planner.cli.group import planner
from planner.errors import EXIT_INTERRUPTED


def main() -> None:
    """Run the command that the shell gives, and leave with its exit code."""
    _speak_utf8()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        planner.main(prog_name="planner")
    except KeyboardInterrupt as interrupt:
        # Before or after the command itself: there is nothing to clear away.
        report_failure(interrupt, written=())
        _leave_at_once()
    except SystemExit as leaving:
        if leaving.code == EXIT_INTERRUPTED:
            _leave_at_once()
        raise


def _leave_at_once() -> NoReturn:
    """End an interrupted run without waiting for a solver that has not heard of it yet.

    Python would stop the solver's thread in the middle of its C++, which aborts the process. All that had to be
    cleared away has been, on the way here.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(EXIT_INTERRUPTED)


def _speak_utf8() -> None:
    """Redirected output is cp1252 on Windows, where the page's signs would fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """A request to stop is taken like one from the keyboard: nothing is left half written."""
    raise KeyboardInterrupt
