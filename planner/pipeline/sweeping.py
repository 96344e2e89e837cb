"""From a scenario to many what-ifs of it, side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from planner.errors import DefectError, StoppedError, UsageError
from planner.pipeline.reading import Source, check
from planner.pipeline.solving import Progress, solve_loaded
from planner.reports.folder import ReservedFolder
from planner.reports.sweep_files import PAGE_FILE, RECORD_FILE, record, table_files
from planner.reports.sweep_words import chart_table, markdown
from planner.scenario.dump import dump_yaml
from planner.whatif.measures import FORCE, GAP, Of
from planner.whatif.sweep.asking import Answer, BaseContradictsError, Package, packed
from planner.whatif.sweep.design import KINDS, SAMPLES, SEED, Design, Run, grid, sample, tornado
from planner.whatif.sweep.inputs import Variables, parse_inputs
from planner.whatif.sweep.journal import Found, Journal, distinct, key_of, remaining
from planner.whatif.sweep.listed import listed
from planner.whatif.sweep.result import Facts, Sweep
from planner.whatif.sweep.workers import FEWEST_RUNS_EACH, Hands, answer_runs, cluster, here, processes

if TYPE_CHECKING:
    from planner.charts.chart import Chart

JOURNAL_REMARKS: dict[Found, str] = {
    "other": "{file} is the journal of another scenario or of other versions of planner or its libraries. It is not"
    " used; the sweep begins anew.",
    "used": "{count} of {all} what-ifs were answered before and are taken over from {file}.",
}


def sweep(
    source: Source,
    *,
    vary: Sequence[str] = (),
    only: Sequence[str] = (),
    design: str | None = None,
    samples: int | None = None,
    seed: int | None = None,
    what_ifs: str | Path | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    journal: str | Path | None = None,
    restart: bool = False,
    progress: Progress | None = None,
    remark: Callable[[str], None] | None = None,
) -> Sweep:
    """Ask many what-ifs of a scenario, each with the whole plan made anew.

    In a script, more than one worker asks for `if __name__ == "__main__":` around what it does: each worker reads the
    script again.

    Args:
        source: The scenario; see `load`.
        vary: What is varied: `PATH` over its range in the scenario, `PATH=LOW..HIGH`, `PATH=LOW..HIGH/STEPS` or
            `PATH=A,B,C`; unstated: every number that has a range.
        only: Of these, only those of some sections of the scenario.
        design: `tornado` (one input at a time, the default), `grid` or `sample`.
        samples: How many are drawn for a sample.
        seed: What the drawing begins with.
        what_ifs: A CSV file with one what-if a row instead; its columns are paths.
        workers: How many processes work; unstated: as many as there are processors, and fewer where that is quicker.
        scheduler: The address of a Dask scheduler, whose workers work instead.
        journal: Where to keep what is done, so that a sweep that is stopped can go on; unstated: nowhere.
        restart: Whether to forget what such a journal has kept.
        progress: Called after each what-if.
        remark: Called with what the reader should know at once.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: The rules of the scenario as it is contradict each other.
        UsageError: What is to be varied is not understood, or the workers cannot be had.
        StoppedError: It was interrupted; what was answered is in the journal.
    """
    began = perf_counter()
    loaded = check(source)
    chosen = _design(Variables(loaded), vary, only, design, samples, seed, what_ifs)
    package, resolved = packed(loaded), sha256(dump_yaml(loaded.raw).encode()).hexdigest()
    kept = Journal(Path(journal), resolved, package.versions) if journal is not None else None
    if kept is not None and restart:
        kept.forget()
    answers, found = kept.read() if kept is not None else ({}, "nothing")
    todo = remaining(chosen.runs, answers)
    count = len(distinct(chosen.runs))
    if remark is not None and found in JOURNAL_REMARKS:
        remark(JOURNAL_REMARKS[found].format(file=journal, count=count - len(todo), all=count))
    hands, who = _hands(len(todo), workers, scheduler)
    try:
        _answer(package, todo, count, answers, kept, hands, progress)
    except BaseContradictsError as error:
        solve_loaded(loaded)
        raise DefectError("the scenario contradicts itself for a worker and not here") from error
    facts = Facts(who, count - len(todo), found, perf_counter() - began, package.versions, resolved)
    return Sweep(loaded, chosen, tuple(answers[key_of(run)] for run in chosen.runs), facts)


def _design(
    variables: Variables,
    vary: Sequence[str],
    only: Sequence[str],
    design: str | None,
    samples: int | None,
    seed: int | None,
    what_ifs: str | Path | None,
) -> Design:
    """Which what-ifs are asked.

    Raises:
        UsageError: What is said does not go together, or is not understood.
    """
    if what_ifs is not None:
        if vary or only or design is not None or samples is not None or seed is not None:
            raise UsageError("A list says by itself what is varied: leave out --vary, --only, --design and the sample.")
        return listed(Path(what_ifs), variables)
    if vary and only:
        raise UsageError("--only chooses among all numbers that have a range; with --vary they are chosen already.")
    kind = design or ("sample" if samples is not None or seed is not None else "tornado")
    if kind not in KINDS:
        raise UsageError(f'There is no design "{kind}". Known: {", ".join(KINDS)}.')
    if kind != "sample" and (samples is not None or seed is not None):
        raise UsageError(f"A {kind} draws nothing: leave out --samples and --seed, or say --design sample.")
    if kind == "grid" and not vary:
        raise UsageError("A grid takes every value with every other, so say which: --vary PATH, once for each input.")
    inputs = parse_inputs(vary, variables) if vary else variables.ranged(only)
    if kind == "tornado":
        return tornado(inputs)
    if kind == "grid":
        return grid(inputs)
    return sample(inputs, SAMPLES if samples is None else samples, SEED if seed is None else seed)


def _hands(runs: int, workers: int | None, scheduler: str | None) -> tuple[AbstractContextManager[Hands], str]:
    """Who answers so many runs, and what they are called.

    Raises:
        UsageError: Both are said, or fewer than one.
    """
    if scheduler is not None:
        if workers is not None:
            raise UsageError("A cluster has the workers that it has: leave out --workers.")
        return cluster(scheduler), f"The cluster at {scheduler}"
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers do nothing. Say at least 1.")
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    most = runs if workers is not None else runs // FEWEST_RUNS_EACH
    number = max(1, min(workers or usable, most))
    return (here(), "1 process") if number == 1 else (processes(number), f"{number} processes")


def _answer(
    package: Package,
    todo: Sequence[Run],
    count: int,
    answers: dict[str, Answer],
    journal: Journal | None,
    hands: AbstractContextManager[Hands],
    progress: Progress | None,
) -> None:
    """Answer what is left, and keep each answer as it comes.

    Raises:
        StoppedError: It was interrupted.
    """
    if not todo:
        return
    done = count - len(todo)
    with ExitStack() as stack:
        keeping = stack.enter_context(journal.kept(answers)) if journal is not None else None

        def told(run: Run, answer: Answer) -> None:
            nonlocal done
            answers[key_of(run)] = answer
            if keeping is not None:
                keeping.keep(run, answer)
            done += 1
            if progress is not None:
                progress("what-ifs", done, count)

        try:
            if progress is not None:
                progress("what-ifs", done, count)
            answer_runs(package, todo, stack.enter_context(hands), told)
        except KeyboardInterrupt:
            raise _stopped(done, count, journal) from None
        finally:
            if not done and journal is not None:
                # A journal of nothing is none.
                journal.forget()


def _stopped(done: int, count: int, journal: Journal | None) -> StoppedError:
    """Say how to go on."""
    if journal is None or not done:
        return StoppedError("Interrupted; nothing was written.")
    return StoppedError(
        f"Interrupted; {done:,} of {count:,} what-ifs are kept in {journal.file}. The same command goes on from"
        " there; with --restart it begins anew."
    )


def write_sweep(swept: Sweep, folder: ReservedFolder, stands: Callable[[], None] | None = None) -> tuple[Path, ...]:
    """Write a sweep into its folder, whole or not at all.

    Args:
        swept: The sweep.
        folder: The folder, held.
        stands: Called as soon as it stands.

    Raises:
        FolderError: The folder cannot be written; what was there still stands.
    """
    files = table_files(swept)
    chart = _chart(swept)
    if chart is not None:
        from planner.charts.files import chart_files

        files |= chart_files([chart])
    files[PAGE_FILE] = markdown(swept, None if chart is None else (chart.title, chart.text)).encode()
    return folder.put({**files, RECORD_FILE: record(swept, files).encode()}, stands)


def _chart(swept: Sweep) -> Chart | None:
    """The tornado; none where one input is not varied at a time, or nothing has a plan."""
    table = chart_table(swept)
    if not len(table):
        return None
    from planner.charts.tornado import tornado_chart

    return tornado_chart(table, swept.base[Of(GAP, "force", FORCE)])
