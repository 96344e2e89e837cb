"""The key of a chart: a sample of each line, area or mark, and what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.lines import Line2D

from planner.charts.measure import line_cm, width_cm
from planner.charts.sheet import SWATCH_CM, WIDTH_CM, Sheet, swatch

_LINE_CM = 0.8
_APART_CM = 0.55


@dataclass(frozen=True)
class Sample:
    """A sample with its words."""

    words: str
    look: dict[str, Any] = field(default_factory=dict)
    """How it is drawn, as matplotlib's lines and patches name it."""
    kind: str = "line"
    """line, mark or area."""

    @property
    def sample_cm(self) -> float:
        """How wide the sample is."""
        return _LINE_CM if self.kind == "line" else SWATCH_CM

    @property
    def wide_cm(self) -> float:
        """How wide it is with its words."""
        return self.sample_cm + 0.15 + width_cm(self.words)


def key_lines(samples: Sequence[Sample], wide: float) -> list[list[Sample]]:
    """Samples in rows that are no wider than a width [cm]."""
    rows: list[list[Sample]] = [[]]
    for sample in samples:
        if rows[-1] and sum(each.wide_cm + _APART_CM for each in rows[-1]) + sample.wide_cm > wide:
            rows.append([])
        rows[-1].append(sample)
    return rows


def key_cm(samples: Sequence[Sample], left: float) -> float:
    """How high a key is."""
    return len(key_lines(samples, WIDTH_CM - left - 0.1)) * line_cm() * 1.15


def draw_key(paper: Sheet, left: float, top: float, samples: Sequence[Sample]) -> None:
    """Draw a key below a height, from the left on [cm]."""
    for number, row in enumerate(key_lines(samples, WIDTH_CM - left - 0.1)):
        middle = top - (number + 0.5) * line_cm() * 1.15
        at = left
        for sample in row:
            _draw(paper, at, middle, sample)
            paper.write_level(at + sample.sample_cm + 0.15, middle, sample.words)
            at += sample.wide_cm + _APART_CM


def _draw(paper: Sheet, left: float, middle: float, sample: Sample) -> None:
    if sample.kind == "area":
        swatch(paper, left, middle - SWATCH_CM / 2, **sample.look)
        return
    height = middle / paper.total_cm
    ends = (left, left + sample.sample_cm) if sample.kind == "line" else (left + sample.sample_cm / 2,)
    paper.figure.add_artist(
        Line2D(
            [end / WIDTH_CM for end in ends],
            [height for _ in ends],
            transform=paper.figure.transFigure,
            **sample.look,
        )
    )
