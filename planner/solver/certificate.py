"""The certificate: for each level a bound below which no plan can go, from prices alone (weak duality).

::

    c·x ≥ Σ_r y_r·side_r − Σ_h μ_h·limit_h + Σ_j min(d_j·lower_j, d_j·upper_j)     d = c − Aᵀ·y + Σ_h μ_h·c_h

for every plan x that keeps the bounds of its columns, the rows, and each level h above at its limit. A price y_r has
the sign that presses on a finite side of its row, a multiplier μ_h is not negative; beyond that they may be anything,
and the bound is finite, since every column has finite bounds. It is worked out without rounding (`exact`), so it does
not have to be believed of any solver, nor of this code: whoever has the matrix and the prices works it out again.

Where the prices come from. HiGHS gives those of a level while the optimal faces of the levels above are fixed
(`locking`); what is fixed may have a price of the wrong sign, which costs its whole range here. That is mended by
adding multiples of the proofs of the levels above: where a level fixed a column or row, its own price there is clearly
of the right sign. How much of each is best is a minimum of one variable, piecewise linear, found exactly; the nearest
level first, each looking only at what the levels above it have not fixed and so will not mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np

from planner.solver.exact import ExactBounds, rounded_down
from planner.solver.locking import CLEARLY_NOT_ZERO, NEAR
from planner.solver.matrix import FloatArray, IndexArray, Matrix
from planner.solver.prices import Prices

How: TypeAlias = Literal["proved", "solver's bound", "not proved"]

WITHIN = 1e-6
"""How near a level must be to its bound to be proved, relative to the size of its terms."""
GOOD = 1e-10
"""Prices that lose no more than this, relative to the size of the level's terms, are not made any better."""
SWEEPS = 3
"""How often all levels above are looked through for what mends a price."""
DIGITS = (10, 11, 12, 13, 14, 15)
"""Digits to which prices may be rounded, for the sake of the file: the fewest that lose nearly nothing."""
LOST_BY_ROUNDING = 2e-7
"""Nearly nothing, relative to the size of the level's terms."""
NEVER = 2**31 - 1
"""The level that fixed what no level fixed."""


@dataclass(frozen=True)
class Claim:
    """What is said of a level: its best value, and what it holds on the plan; both with its constant."""

    name: str
    costs: FloatArray = field(repr=False)
    constant: float
    best: float
    held: float
    tolerance: float
    by_its_face: bool
    """Whether it was held by fixing its optimal face."""
    room: float = 0.0
    """By how much more than its tolerance it might rise while those below were minimised, relative to its terms."""
    prices: Prices | None = field(default=None, repr=False)
    """The solver's prices, where it gave any."""
    searched_bound: float | None = None
    """The bound of a search for whole numbers, where there was one."""


@dataclass(frozen=True)
class LevelProof:
    """How far a level is proved; figures with the level's constant [unit of the level]."""

    name: str
    how: How
    limit: float
    """What the level may rise to for the sake of those below."""
    bound: float | None
    """No plan goes below it that holds the levels above at their limits; none where nothing is known."""
    gap: float | None
    """What the best value lies above the bound."""
    rows: FloatArray = field(repr=False)
    """A price a row; all zero where the bound is not proved here."""
    levels: FloatArray = field(repr=False)
    """A multiplier for each level above."""


def prove(matrix: Matrix, values: FloatArray, claims: Sequence[Claim]) -> tuple[LevelProof, ...]:
    """Prove for each level how near it is to the least possible.

    Args:
        matrix: The rules, in the order of the program.
        values: The plan, one value a column.
        claims: What is said of the levels, the first one first.
    """
    return tuple(_Prover(matrix, values, claims).proofs())


@dataclass(frozen=True)
class _Mended:
    """A level's prices at all places - columns, rows, levels - and where they are not zero."""

    at: FloatArray
    support: IndexArray


class _Prover:
    """Proves the levels of one plan, the first one first.

    Prices stand in one array: reduced costs of the columns, prices of the rows, multipliers of the levels.
    """

    def __init__(self, matrix: Matrix, values: FloatArray, claims: Sequence[Claim]) -> None:
        self._matrix = matrix
        self._claims = claims
        self._exact = ExactBounds(matrix)
        self._columns, self._rows = matrix.number_of_columns, matrix.number_of_rows
        self._sizes = [_size(claim.costs, values) for claim in claims]
        self._limits = [
            max(claim.held, claim.best + claim.tolerance + claim.room * size)
            for claim, size in zip(claims, self._sizes, strict=True)
        ]
        self._below, self._above = self._rooms(values)
        largest = np.array([np.abs(claim.costs).max(initial=0.0) for claim in claims])
        self._scales = np.concatenate([np.ones(self._columns), matrix.largest_in_row, largest])
        at = np.concatenate([values, matrix.row_values(values), _held(claims)])
        self._near = NEAR * np.maximum(1.0, np.abs(at))
        self._fixed_by = np.full(len(self._below), NEVER)
        self._mended: list[_Mended | None] = []

    def proofs(self) -> list[LevelProof]:
        """Prove one level after the other."""
        return [self._prove(number, claim) for number, claim in enumerate(self._claims)]

    def _prove(self, level: int, claim: Claim) -> LevelProof:
        if claim.prices is None:
            self._mended.append(None)
            return self._unproved(level, claim)
        given = self._given(level, claim.prices)
        mended = self._cleaned(level, self._mend(level, given))
        self._remember(level, given, mended)
        rows, multipliers = self._parts(self._shortened(level, mended), level)
        bound = rounded_down(self._bound(level, rows, multipliers))
        gap = claim.best - bound
        proved = gap <= WITHIN * self._sizes[level]
        if not proved and claim.searched_bound is not None:
            return self._unproved(level, claim)
        return LevelProof(
            claim.name, "proved" if proved else "not proved", self._limits[level], bound, gap, rows, multipliers
        )

    def _unproved(self, level: int, claim: Claim) -> LevelProof:
        """Say what a search proved, if there was one, and nothing else."""
        bound = claim.searched_bound
        return LevelProof(
            claim.name,
            "not proved" if bound is None else "solver's bound",
            self._limits[level],
            bound,
            None if bound is None else claim.best - bound,
            np.zeros(self._rows),
            np.zeros(level),
        )

    # ------------------------------------------------------------ what prices lose
    def _rooms(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """How far the plan is from the lower and the upper side of every place.

        A price is lost on the way to the side on which it presses. A row or level without a side gets the one that
        the bounds of its columns imply.
        """
        matrix, claims = self._matrix, self._claims
        activity = matrix.row_values(values)
        least, most = matrix.implied_sides()
        floor = np.where(np.isfinite(matrix.row_lower), matrix.row_lower, least)
        ceiling = np.where(np.isfinite(matrix.row_upper), matrix.row_upper, most)
        plain = [claim.held - claim.constant for claim in claims]
        lowest = [np.minimum(c.costs * matrix.column_lower, c.costs * matrix.column_upper).sum() for c in claims]
        to_limit = np.array(self._limits) - _held(claims)
        below = np.concatenate([values - matrix.column_lower, activity - floor, to_limit])
        above = np.concatenate([matrix.column_upper - values, ceiling - activity, np.array(plain) - lowest])
        return np.maximum(0.0, below), np.maximum(0.0, above)

    def _loss(self, prices: FloatArray, places: IndexArray | slice = slice(None)) -> float:
        """What the level lies above the bound that prices prove, as far as it comes from some places."""
        at = prices[places]
        return float(np.where(at > 0, at * self._below[places], -at * self._above[places]).sum())

    # ------------------------------------------------------------ mending
    def _given(self, level: int, prices: Prices) -> FloatArray:
        """The solver's prices, with the reduced costs that follow from them."""
        multipliers = np.array([prices.levels.get(claim.name, 0.0) for claim in self._claims[:level]])
        return self._whole(level, prices.rows, multipliers)

    def _whole(self, level: int, rows: FloatArray, multipliers: FloatArray) -> FloatArray:
        """Row prices and multipliers, with the reduced costs that follow from them."""
        costs = self._claims[level].costs
        for claim, multiplier in zip(self._claims[:level], multipliers, strict=True):
            if multiplier:
                costs = costs + multiplier * claim.costs
        reduced = self._matrix.reduced_costs(costs, rows)
        return np.concatenate([reduced, rows, multipliers, np.zeros(len(self._claims) - level)])

    def _mend(self, level: int, given: FloatArray) -> FloatArray:
        """Add to prices what the proofs of the levels above mend of them."""
        good_enough = GOOD * self._sizes[level] + self._claims[level].held - self._claims[level].best
        prices, weights = given.copy(), np.zeros(level)
        for sweep in range(SWEEPS):
            if self._loss(prices) <= good_enough:
                break
            for above in reversed(range(level)):
                mended = self._mended[above]
                if mended is None or not self._claims[above].by_its_face:
                    continue
                places = mended.support
                if sweep == 0:
                    places = places[self._fixed_by[places] >= above]
                step = self._best_step(prices[places], mended.at[places], places)
                moved = prices + max(step, -weights[above]) * mended.at
                if self._loss(moved, places) < self._loss(prices, places):
                    weights[above] += max(step, -weights[above])
                    prices = moved
        return prices if self._loss(prices) < self._loss(given) else given

    def _best_step(self, prices: FloatArray, direction: FloatArray, places: IndexArray) -> float:
        """Find the step along a direction that loses least: where what still falls no longer outweighs what rises."""
        if not len(places):
            return 0.0
        below, above, steepness = self._below[places], self._above[places], np.abs(direction)
        falls = steepness * np.where(direction > 0, above, below)
        rises = steepness * np.where(direction > 0, below, above)
        turns = -prices / direction
        order = np.argsort(turns, kind="stable")
        risen = np.cumsum(rises[order])
        # Added up from the far end: as the difference of two sums a small remainder would drown.
        falling = np.append(np.cumsum(falls[order][::-1])[::-1][1:], 0.0)
        return float(turns[order][np.argmax(risen >= falling)])

    def _cleaned(self, level: int, prices: FloatArray) -> FloatArray:
        """Leave out what presses on a side that is not there."""
        rows, multipliers = self._parts(prices, level)
        nothing = ((rows > 0) & np.isinf(self._matrix.row_lower)) | ((rows < 0) & np.isinf(self._matrix.row_upper))
        return self._whole(level, np.where(nothing, 0.0, rows), np.maximum(0.0, multipliers))

    def _shortened(self, level: int, prices: FloatArray) -> FloatArray:
        """Round prices to as few digits as the proof bears."""
        rows, multipliers = self._parts(prices, level)
        allowed = self._loss(prices) + LOST_BY_ROUNDING * self._sizes[level]
        for digits in DIGITS:
            short = self._whole(level, _rounded(rows, digits), _rounded(multipliers, digits))
            if self._loss(short) <= allowed:
                return short
        return prices

    def _remember(self, level: int, given: FloatArray, prices: FloatArray) -> None:
        """Keep a proof to mend later ones with, and note what the level has fixed."""
        claim = self._claims[level]
        proof = prices.copy()
        proof[self._columns + self._rows + level] = 1.0
        self._mended.append(_Mended(proof, np.flatnonzero(proof)))
        if claim.by_its_face:
            clear = np.abs(given) * self._scales > CLEARLY_NOT_ZERO * np.abs(claim.costs).max(initial=0.0)
            stands_there = np.where(given > 0, self._below, self._above) <= self._near
            self._fixed_by[clear & stands_there & (self._fixed_by == NEVER)] = level

    # ------------------------------------------------------------ the bound
    def _parts(self, prices: FloatArray, level: int) -> tuple[FloatArray, FloatArray]:
        """Row prices, and multipliers of the levels above."""
        ends = self._columns + self._rows
        return prices[self._columns : ends], prices[ends : ends + level]

    def _bound(self, level: int, rows: FloatArray, multipliers: FloatArray) -> Fraction:
        above = [
            (float(multiplier), claim.costs, Fraction(limit) - Fraction(claim.constant))
            for multiplier, claim, limit in zip(multipliers, self._claims, self._limits, strict=False)
            if multiplier
        ]
        claim = self._claims[level]
        return self._exact.bound(claim.costs, rows, above) + Fraction(claim.constant)


def _held(claims: Sequence[Claim]) -> FloatArray:
    return np.array([claim.held for claim in claims])


def _size(costs: FloatArray, values: FloatArray) -> float:
    """How large the terms of a level are."""
    return max(float(np.abs(costs).max(initial=0.0)), float(np.abs(costs * values).sum()))


def _rounded(prices: FloatArray, digits: int) -> FloatArray:
    """Round each figure to so many digits."""
    places = digits - 1 - np.floor(np.log10(np.abs(np.where(prices == 0, 1.0, prices))))
    places = np.clip(places, 0, 22)  # powers of ten up to this one are exact, so that the text stays short
    return np.asarray(np.round(prices * 10.0**places) / 10.0**places)
