"""Progress on a screen: what is being solved, once it takes longer than a moment; gone when it is done."""

from __future__ import annotations

import shutil
import threading
from time import monotonic
from types import TracebackType
from typing import IO

PATIENCE_SECONDS = 1.0
"""Nothing is shown before this."""


class Progress:
    """One line on stderr that changes; nothing at all where stderr is no screen."""

    def __init__(self, stream: IO[str], shown: bool, of: str = "levels done") -> None:
        self._stream = stream
        self._shown = shown and stream.isatty()
        self._of = of
        self._lock = threading.Lock()
        self._text = "reading the scenario"
        self._length = 0
        self._patience_over = False
        # Nothing is told while a level is solved, however long that takes, so time is kept apart from it.
        self._timer = threading.Timer(PATIENCE_SECONDS, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if self._shown:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._shown = False
            if self._length:
                self._stream.write("\r" + " " * self._length + "\r")
                self._stream.flush()

    def __call__(self, what: str, done: int, count: int) -> None:
        """Tell what is being solved, as how manyth of how many."""
        with self._lock:
            self._text = f"{what.replace('_', ' ')} ({done} of {count} {self._of})"
            self._draw()

    def _begin(self) -> None:
        with self._lock:
            self._patience_over = True
            self._draw()

    def _draw(self) -> None:
        if self._shown and self._patience_over:
            text = self._text[: shutil.get_terminal_size().columns - 1]
            self._stream.write("\r" + text.ljust(self._length))
            self._stream.flush()
            self._length = len(text)


WIDTH_OF_BAR = 24
"""Blocks of a bar."""


class ProgressBar(Progress):
    """A bar on stderr, with the time that is left by the time that it took so far."""

    def __init__(self, stream: IO[str], shown: bool, of: str) -> None:
        super().__init__(stream, shown, of)
        self._began: tuple[float, int] | None = None

    def __call__(self, what: str, done: int, count: int) -> None:
        """Tell how many of how many are done; the first time, how many were done before."""
        if self._began is None:
            self._began = (monotonic(), done)
        full = WIDTH_OF_BAR * done // max(1, count)
        bar = "█" * full + "░" * (WIDTH_OF_BAR - full)
        super().__call__(f"{what} {bar}{self._left(done, count)}", done, count)

    def _left(self, done: int, count: int) -> str:
        assert self._began is not None
        since, before = self._began
        if done == before:
            return ""
        seconds = (monotonic() - since) / (done - before) * (count - done)
        return f" about {seconds / 60:.0f} min left" if seconds >= 90 else f" about {seconds:.0f} s left"
