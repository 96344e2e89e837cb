"""A lock between runs; the system holds it only as long as the run lives, so that none is ever left over."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import UsageError


@contextmanager
def locked(file: Path, message: str) -> Iterator[None]:
    """Hold a lock file while a block runs, and remove it afterwards.

    Args:
        file: The lock file; it is made if it is not there.
        message: What to say if somebody else holds it.

    Raises:
        UsageError: Somebody else holds it.
        OSError: The file cannot be made.
    """
    handle = _taken(file)
    if handle is None:
        raise UsageError(message)
    try:
        yield
    finally:
        # While it is still held, so that nobody takes it in between. Windows does not remove an open file.
        if os.name == "posix":
            with suppress(OSError):
                file.unlink()
        os.close(handle)
        if os.name != "posix":
            with suppress(OSError):
                file.unlink()


def _taken(file: Path) -> int | None:
    """An open handle that holds the lock, or None if somebody else does."""
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(handle):
            os.close(handle)
            return None
        if _is_same(handle, file):
            return handle
        # The holder before us has removed the file between our opening and locking it: take the new one.
        os.close(handle)


def _is_same(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A file system without locks: better a plan without one than no plan.
            return True
        return True
