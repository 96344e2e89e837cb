"""How a plan stands when the world differs, on one screen: low, central and high, and on which numbers it depends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from planner.plan.plan import Plan
from planner.reports.as_json import plain_data
from planner.reports.layout import Over, grid
from planner.reports.stressed import SMALLEST_SWING, Driver, Spread, Standing, Stressed, stress_sentences
from planner.reports.words import NOTHING, count, figure, hours, percent, plain, wrapped
from planner.version import __version__

SCHEMA = "planner-stress/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-stress/2."""
WIDTH = 100
"""The widest line [characters]."""
MOST_DRIVERS = 10
BAR = 50
"""The length of the longest bar [characters]."""
HELD = (
    "People are held as the plan has them: every start, move, pathway and exit, agency and reduced hours. In each case"
    " only the work is shared out again, by the same priorities. Rules about work that cannot be kept then are kept as"
    " far as they can be, and counted. A plan made anew for each case would know what is coming, and look better."
)
COLUMNS = (
    "Best and worst: every number at the end of its range at which the gap was smaller, or larger, when it stood there"
    " alone. 1, 5 and 9 in 10: so many samples have no larger gap."
)


def text(plan: Plan, found: Stressed, folder: str) -> str:
    """The screen."""
    lines = [*wrapped(f"{plan.loaded.scenario.title}: how the plan stands when the world differs", WIDTH), ""]
    for sentence in stress_sentences(found):
        lines += wrapped(sentence, WIDTH)
    lines += ["", *wrapped(HELD, WIDTH), "", *_standings(found.standings), *wrapped(COLUMNS, WIDTH)]
    lines += ["", *_tornado(found.drivers, found.central_gap_hours), ""]
    drawn = f"{count(found.samples, 'sample')} drawn from seed {found.seed}, each number evenly over its range"
    lines += wrapped(f"Varied: {count(found.numbers, 'number')} of demand and hours; {drawn}.", WIDTH)
    lines += wrapped(f"Files: {folder} (every case is a row of stress.csv)", WIDTH)
    return "\n".join(plain(line) for line in lines) + "\n"


def _standings(standings: Sequence[Standing]) -> list[str]:
    heads = ["best", "as planned", "worst", "1 in 10", "5", "9", "best", "planned", "worst"]
    rows = [["", *heads]]
    for each in standings:
        rows.append([each.title, *_hours(each.gap_hours), *_shares(each.coverage)])
    return grid(rows, WIDTH, over=[Over(1, 6, "gap, hours"), Over(7, 9, "coverage")])


def _hours(gap: Spread) -> Iterator[str]:
    every = (gap.favourable, gap.central, gap.unfavourable, gap.tenth, gap.half, gap.nine_tenths)
    return (NOTHING if figure is None else hours(figure) for figure in every)


def _shares(coverage: Spread) -> Iterator[str]:
    return (percent(share) for share in (coverage.favourable, coverage.central, coverage.unfavourable))


def _tornado(drivers: Sequence[Driver], central: float) -> Iterator[str]:
    """The numbers on which the gap depends most, each alone at either end of its range."""
    shown = [each for each in drivers if each.swing_hours >= SMALLEST_SWING][:MOST_DRIVERS]
    still = sum(each.swing_hours < SMALLEST_SWING for each in drivers)
    if not shown:
        yield "No number moves the gap alone."
        return
    yield "The gap with one number at an end of its range, all others as stated (| as planned)"
    longest = max(each.most_gap_hours for each in shown)
    left = max(len(_end(each, each.least_gap_hours)) for each in shown)
    for place, each in enumerate(shown, start=1):
        yield from wrapped(
            f"{each.title}: {figure(each.low_value)} to {figure(each.high_value)}", WIDTH, f"{place:>2}  ", "    "
        )
        least, most = (_end(each, gap) for gap in (each.least_gap_hours, each.most_gap_hours))
        yield f"    {least:>{left}} {_bar(each, central, longest)} {most}"
    if still:
        yield from wrapped(f"Without any effect on the gap: {count(still, 'number')}.", WIDTH)


def _end(driver: Driver, gap: float) -> str:
    """A gap, and at which value of the number it is so."""
    for value, there in ((driver.low_value, driver.low_gap_hours), (driver.high_value, driver.high_gap_hours)):
        if there == gap:
            return f"{hours(gap)} at {figure(value)}"
    return f"{hours(gap)} as planned"


def _bar(driver: Driver, central: float, longest: float) -> str:
    """From the least gap to the most; the plan's own gap is marked."""
    begin, mark, end = (
        round(gap / longest * (BAR - 1)) for gap in (driver.least_gap_hours, central, driver.most_gap_hours)
    )
    signs = ["=" if begin <= place <= end else " " for place in range(end + 1)]
    signs[mark] = "|"
    return "".join(signs)


def stress_json(plan: Plan, found: Stressed, folder: str, files: Sequence[str]) -> str:
    """The same for programs; the cases themselves are in stress.csv."""
    document = {
        "schema": SCHEMA,
        "planner": __version__,
        "title": plan.loaded.scenario.title,
        "people": "held",
        **asdict(found),
        "drivers": [{**asdict(each), "swing_hours": each.swing_hours} for each in found.drivers],
        "sentences": [plain(sentence) for sentence in stress_sentences(found)],
        "folder": folder,
        "files": list(files),
    }
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
