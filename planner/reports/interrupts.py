"""Requests to stop that have to wait for a moment."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def held_back() -> Iterator[None]:
    """Hold back requests to stop while a block runs; they are heard right after it.

    For blocks of milliseconds that must not end half way. Only the main thread hears signals, so that elsewhere there
    is nothing to hold back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        del frame
        came.append(number)

    # A handler that was not set by Python cannot be put back.
    before = {stop: handler for stop in STOPS if (handler := signal.getsignal(stop)) is not None}
    for stop in before:
        signal.signal(stop, remember)
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler)
        if came:
            signal.raise_signal(came[0])
