"""Many what-ifs at once: what comes of them is right, and does not depend on who works it out or on interrupts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from whatif.sweeping import CASES, HOURS, MONEY, STRENGTH, TWO, contents, files_of, gaps, unsure

from planner.clashes import ContradictionError
from planner.errors import StoppedError, UsageError
from planner.pipeline import sweep
from planner.pipeline.sweeping import JOURNAL_REMARKS


# ---------------------------------------------------------------- what comes of it
def test_one_at_a_time_gives_the_gap_at_both_ends(tmp_path: Path) -> None:
    swept = sweep(unsure(tmp_path))
    # 100 hours a month, two months. 120 calls: 40 not done; 80: none; 150: 100. Half an hour each: none; two: 280.
    # Money buys nothing here, and pays for the one officer, 12,000 a year, at its lowest, too.
    assert gaps(swept) == pytest.approx([40, 0, 100, 0, 280, 40, 40])
    table = swept.tornado
    assert list(table["path"]) == [HOURS, CASES, MONEY]
    assert list(table["gap_hours_low"]) == pytest.approx([0, 0, 40])
    assert list(table["gap_hours_high"]) == pytest.approx([280, 100, 40])
    assert list(table["low_value"]) == ["0.5", "80", "15000 and 30000"]
    assert set(swept.results["people"]) == {"re-planned"}


def test_a_grid_gives_every_pair(tmp_path: Path) -> None:
    swept = sweep(unsure(tmp_path), design="grid", vary=[f"{CASES}=100,150", f"{HOURS}=1,2"])
    assert gaps(swept) == pytest.approx([40, 0, 200, 100, 400])
    wide = swept.wide
    assert list(wide[CASES]) == [120, 100, 100, 150, 150]
    assert list(wide["gap_hours"]) == pytest.approx(gaps(swept))


def test_a_sample_tells_how_far_it_spreads(tmp_path: Path) -> None:
    swept = sweep(unsure(tmp_path), vary=[f"{CASES}=100,110,120,130"], samples=60)
    gap = swept.spread[(swept.spread["measure"] == "gap_hours") & (swept.spread["scope"] == "force")].iloc[0]
    assert (gap["least"], gap["most"], gap["stated"], gap["runs"]) == (0, 60, 40, 60)
    drawn = sorted(float(value) for value in gaps(swept)[1:])
    assert gap["p50"] == pytest.approx((drawn[29] + drawn[30]) / 2)


def test_what_cannot_be_is_a_row_with_its_reason(tmp_path: Path) -> None:
    swept = sweep(unsure(tmp_path, **TWO), vary=[f"{STRENGTH}=1,2,-1", f"{HOURS}=-1,2"])
    rows = swept.results.drop_duplicates("run").set_index("name")
    assert list(rows["status"]) == ["solved", "problems", "solved", "problems", "contradiction"]
    assert "hours_per_case" in rows.loc[f"{HOURS} = -1", "message"]
    assert rows.loc[f"{STRENGTH} = 2", "message"] == (
        "rules that contradict each other: this strength is there (structure.minimum_strength.two)"
    )
    assert gaps(swept) == [pytest.approx(40), None, pytest.approx(280), None, None]
    files = files_of(swept, tmp_path / "out")
    page = files["sweep.md"].decode()
    assert "2 what-ifs are no scenarios and 1 what-if has rules that contradict each other." not in page
    assert "1 what-if has rules that contradict each other and 2 what-ifs are no scenarios." in page


def test_a_scenario_that_contradicts_itself_has_no_what_ifs(tmp_path: Path) -> None:
    two = {"structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": 2}}}}
    with pytest.raises(ContradictionError):
        sweep(unsure(tmp_path, **two), vary=[CASES], workers=1)


def test_the_order_in_which_inputs_are_said_changes_no_byte(tmp_path: Path) -> None:
    file = unsure(tmp_path)
    one = files_of(sweep(file, vary=[CASES, HOURS, MONEY], workers=1), tmp_path / "one")
    other = files_of(sweep(file, vary=[MONEY, HOURS, CASES], workers=1), tmp_path / "other")
    assert one == other
    assert set(one) == {"runs.csv", "results.csv", "tornado.csv", "tornado.svg", "tornado.png", "sweep.md"}


def test_a_run_does_not_depend_on_those_before_it(tmp_path: Path) -> None:
    file = unsure(tmp_path)
    together = sweep(file, vary=[CASES, HOURS], workers=1)
    alone = sweep(file, vary=[HOURS], workers=1)
    assert together.answers[3:] == alone.answers[1:]


# ---------------------------------------------------------------- who works
@pytest.fixture(scope="module")
def by_one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("one")
    swept = sweep(unsure(folder), samples=12, workers=1)
    assert len(set(gaps(swept))) > 6
    return files_of(swept, folder / "out")


def test_two_workers_give_the_same_bytes(by_one: dict[str, bytes], tmp_path: Path) -> None:
    swept = sweep(unsure(tmp_path), samples=12, workers=2)
    assert swept.facts.workers == "2 processes"
    assert files_of(swept, tmp_path / "out") == by_one


def test_a_dask_cluster_gives_the_same_bytes(by_one: dict[str, bytes], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        swept = sweep(unsure(tmp_path), samples=12, scheduler=cluster.scheduler_address)
    assert files_of(swept, tmp_path / "out") == by_one


def test_a_cluster_that_is_not_there_is_said(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match=r"Nobody answers at tcp://127\.0\.0\.1:9\. Start a scheduler"):
        sweep(unsure(tmp_path), vary=[CASES], scheduler="tcp://127.0.0.1:9")


def test_workers_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.pipeline import sweeping
    from planner.whatif.sweep.asking import packed

    def older(loaded: object) -> object:
        from dataclasses import replace

        return replace(packed(loaded), versions="planner 0.0.1")  # type: ignore[arg-type]

    monkeypatch.setattr(sweeping, "packed", older)
    with pytest.raises(UsageError, match=r"have other versions than this machine, and would give other figures"):
        sweep(unsure(tmp_path), vary=[CASES], workers=1)


# ---------------------------------------------------------------- going on after an interrupt
class _StopAfter:
    """Interrupts a sweep after so many what-ifs."""

    def __init__(self, runs: int) -> None:
        self._left = runs + 1

    def __call__(self, *_: object) -> None:
        self._left -= 1
        if not self._left:
            raise KeyboardInterrupt


def stopped(file: Path, journal: Path, runs: int) -> None:
    with pytest.raises(StoppedError, match=rf"Interrupted; {runs} of 13 what-ifs are kept in .*journal\. The same"):
        sweep(file, samples=12, workers=1, journal=journal, progress=_StopAfter(runs))


def test_an_interrupted_sweep_goes_on_and_ends_in_the_same_bytes(by_one: dict[str, bytes], tmp_path: Path) -> None:
    file, journal, said = unsure(tmp_path), tmp_path / "journal", []
    stopped(file, journal, 5)
    swept = sweep(file, samples=12, workers=1, journal=journal, remark=said.append)
    assert said == [JOURNAL_REMARKS["used"].format(count=5, all=13, file=journal)]
    assert swept.facts.taken_over == 5
    assert files_of(swept, tmp_path / "out") == by_one


@pytest.mark.parametrize("cut", [1, 40, -1])
def test_a_torn_last_line_is_ignored(by_one: dict[str, bytes], tmp_path: Path, cut: int) -> None:
    file, journal = unsure(tmp_path), tmp_path / "journal"
    stopped(file, journal, 5)
    *whole, last = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*whole, last[:cut]]))
    swept = sweep(file, samples=12, workers=1, journal=journal)
    assert swept.facts.taken_over == 4
    assert files_of(swept, tmp_path / "out") == by_one


def test_what_is_kept_serves_another_design_of_the_same_scenario(tmp_path: Path) -> None:
    file, journal = unsure(tmp_path), tmp_path / "journal"
    stopped(file, journal, 5)
    assert sweep(file, samples=20, workers=1, journal=journal).facts.taken_over == 5
    assert sweep(file, samples=20, workers=1, journal=journal, restart=True).facts.taken_over == 0


def test_what_is_kept_of_another_scenario_or_version_is_not_used(tmp_path: Path) -> None:
    file, journal, said = unsure(tmp_path), tmp_path / "journal", []
    stopped(file, journal, 5)
    other = unsure(tmp_path, hours={"full": {"contracted": {"value": 90, "per": "month"}}})
    swept = sweep(other, samples=12, workers=1, journal=journal, remark=said.append)
    assert said == [JOURNAL_REMARKS["other"].format(file=journal)]
    assert swept.facts.taken_over == 0
    head, *lines = journal.read_text(encoding="utf-8").splitlines()
    old = {**json.loads(head), "versions": "planner 0.0.1"}
    journal.write_text("\n".join([json.dumps(old), *lines, ""]), encoding="utf-8")
    assert sweep(other, samples=12, workers=1, journal=journal).facts.journal == "other"


def test_a_sweep_that_is_done_is_written_over_by_the_next(tmp_path: Path) -> None:
    file = unsure(tmp_path)
    files_of(sweep(file, vary=[CASES]), tmp_path / "out")
    files = files_of(sweep(file, vary=[f"{CASES}=1,2"], design="grid"), tmp_path / "out")
    assert set(files) == set(contents(tmp_path / "out")) == {"runs.csv", "results.csv", "sweep.md"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"design": "grid"}, "A grid takes every value with every other, so say which"),
        ({"design": "tornadoo"}, 'There is no design "tornadoo". Known: tornado, grid, sample.'),
        ({"design": "tornado", "samples": 5}, "A tornado draws nothing"),
        ({"vary": [CASES], "only": ["demand"]}, "--only chooses among all numbers that have a range"),
        ({"what_ifs": "list.csv", "vary": [CASES]}, "A list says by itself what is varied"),
        ({"workers": 0}, "0 workers do nothing"),
        ({"workers": 2, "scheduler": "tcp://127.0.0.1:1"}, "A cluster has the workers that it has"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        sweep(unsure(tmp_path), **options)  # type: ignore[arg-type]
    assert message in str(refused.value)
