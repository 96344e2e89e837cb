"""The way in from the shell."""

from __future__ import annotations

import io
import signal
import sys
from types import FrameType

from planner.cli.failures import report_failure
from planner.cli.group import planner


def main() -> None:
    """Run the command that the shell gives, and leave with its exit code."""
    _speak_utf8()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        planner.main(prog_name="planner")
    except KeyboardInterrupt as interrupt:
        # Before or after the command itself: there is nothing to clear away.
        sys.exit(report_failure(interrupt, written=()))


def _speak_utf8() -> None:
    """Redirected output is cp1252 on Windows, where the page's signs would fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """A request to stop is taken like one from the keyboard: nothing is left half written."""
    raise KeyboardInterrupt
