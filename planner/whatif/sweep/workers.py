"""Who answers the runs: this process, others on this machine, or a cluster, all by one interface of Python's own.

What a run gives does not depend on who answers it. A few runs are under way for each worker and no more, so that an
interrupt ends soon and what has been answered is kept.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from planner.errors import UsageError
from planner.whatif.sweep.asking import Answer, OtherVersionError, Package, ask_all
from planner.whatif.sweep.design import Run

FEWEST_RUNS_EACH = 8
"""A second worker has to have so many runs to make up for what it costs to start it and to solve the scenario there."""
CHUNK = 4
"""Runs that are handed over together; a cluster's messages cost more than a few runs are worth."""
UNDER_WAY = 2
"""Chunks that are under way for each worker: one that is answered and one that waits."""
SECONDS_TO_LISTEN = 0.5
"""How often somebody who waits listens for an interrupt; a wait without end does not hear one on Windows."""
SECONDS_TO_CONNECT = 10
"""How long a cluster may take to answer, and to have a worker."""

T = TypeVar("T")
Told = Callable[[Run, Answer], None]
"""Called with each run as it is answered, in any order."""


@dataclass(frozen=True)
class Hands:
    """Who works, and how many they are."""

    executor: Executor
    count: Callable[[], int]
    """How many workers there are now; a cluster may grow."""
    chunk: int
    """Runs that are handed over together."""
    are_where: str
    """Where they are, for a message."""
    lost: tuple[type[Exception], ...] = ()
    """What is raised where a worker ends before its work is done."""
    why_lost: str = "there may be too little memory"
    """Why that may be, for a message."""


def answer_runs(package: Package, runs: Sequence[Run], hands: Hands, told: Told) -> None:
    """Answer runs, whoever comes first.

    Raises:
        BaseContradictsError: The scenario as it is has no plan.
        UsageError: The workers were lost, or have other versions.
    """
    chunks = iter([runs[begin : begin + hands.chunk] for begin in range(0, len(runs), hands.chunk)])
    under_way: dict[Future[list[Answer]], Sequence[Run]] = {}
    more = True
    try:
        while more or under_way:
            while more and len(under_way) < UNDER_WAY * max(1, hands.count()):
                chunk = next(chunks, None)
                more = chunk is not None
                if chunk is not None:
                    under_way[hands.executor.submit(ask_all, package, chunk)] = chunk
            for future in wait(under_way, SECONDS_TO_LISTEN, FIRST_COMPLETED).done:
                for run, answer in zip(under_way.pop(future), future.result(), strict=True):
                    told(run, answer)
    except hands.lost as error:
        raise UsageError(
            f"Workers {hands.are_where} ended before their work was done; {hands.why_lost}."
            " What was done is kept: the same command goes on from there, perhaps with fewer workers."
        ) from error
    except ModuleNotFoundError as error:
        raise UsageError(
            f"A worker {hands.are_where} does not find {error.name}. Install planner there, as it is here."
        ) from error
    except OtherVersionError as error:
        raise UsageError(
            f"The workers {hands.are_where} have other versions than this machine, and would give other figures:"
            f" they have {error}; here are {package.versions}. Install the same there."
        ) from error


@contextmanager
def here() -> Iterator[Hands]:
    """This process alone."""
    yield Hands(_Here(), lambda: 1, 1, "in this process")


class _Here(Executor):
    """Does at once what is submitted; one run at a time, so that each is told as it ends."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Do it."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def processes(count: int) -> Iterator[Hands]:
    """Some processes on this machine; they end with this one, however it ends."""
    context = _Spawning()
    # However this process ends, its end of the pipe closes: that is how a worker hears of it.
    listens, alive = context.Pipe(duplex=False)
    executor = _Processes(count, context, _begin_worker, (listens,))
    try:
        yield Hands(executor, lambda: count, CHUNK, "on this machine", (BrokenProcessPool,))
    except BaseException:
        context.kill()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        alive.close()
        listens.close()


class _Spawning(SpawnContext):
    """Starts workers afresh, the same on every system, and can end those that it started."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        """Make a process, as the executor does for each worker."""
        process = SpawnProcess(*args, **kwargs)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """End all of them, whatever they are doing."""
        for process in self._started:
            if process.is_alive():
                process.kill()


class _Processes(ProcessPoolExecutor):
    """Starts workers that hear of no interrupt, from their first moment on: the process that shares out does."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Hand a piece of work over; a worker may be started for it."""
        if os.name != "posix":
            return super().submit(fn, *args, **kwargs)
        # What is blocked here is blocked in a process that is started here; an interrupt waits until after that.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker(listens: Connection) -> None:
    """Leave Ctrl-C to the process that shares out the work, and end when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(listens,), daemon=True).start()


def _end_with(listens: Connection) -> None:
    with suppress(EOFError, OSError):
        listens.recv()
    os._exit(0)


@contextmanager
def cluster(address: str) -> Iterator[Hands]:
    """The workers of a Dask cluster, as many as there are at any time.

    Raises:
        UsageError: Dask is not installed, nobody answers at the address, or there are no workers.
    """
    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise UsageError(
            "A cluster needs the package distributed, which is not installed:"
            " pip install 'police-workforce-planner[cluster]'."
        ) from error
    make: Any = Client
    try:
        client = make(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"Nobody answers at {address}. Start a scheduler (dask scheduler) and give the address that it prints,"
            " for example --scheduler tcp://127.0.0.1:8786."
        ) from error
    try:
        _say_nothing_of_its_own()
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        except TimeoutError as error:
            raise UsageError(
                f"The cluster at {address} has no workers. Start some where planner is installed:"
                f" dask worker {address} --nworkers auto --nthreads 1."
            ) from error
        executor = client.get_executor(pure=False)
        try:
            yield Hands(
                executor,
                lambda: len(client.nthreads()),
                CHUNK,
                f"of the cluster at {address}",
                (CancelledError, KilledWorker, CommClosedError),
                "there may be too little memory there, or nobody answers at the address any more",
            )
        finally:
            executor.shutdown(wait=False)
    finally:
        client.close()


def _say_nothing_of_its_own() -> None:
    """Keep Dask from writing on the screen what is said here in fewer words."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
