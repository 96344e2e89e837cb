"""The command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

MAIN = "from planner.cli import main; main()"
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""A shell lets what it starts in the background ignore interrupts, and the tests may run there."""


def started(*arguments: str, code: str = MAIN, **options: Any) -> subprocess.Popen[Any]:
    """Start Python on some code, with arguments as the shell would give them; both streams are piped."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", f"{HEARS}\n{code}", *arguments], **(streams | options))  # noqa: S603


def done(*arguments: str, code: str = MAIN, **options: Any) -> tuple[int, str, str]:
    """Run Python on some code to its end: exit code, stdout, stderr."""
    with started(*arguments, code=code, **options) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, (out or b"").decode("utf-8"), (err or b"").decode("utf-8")
