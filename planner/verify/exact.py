"""The bound that prices prove, without any rounding: floats are whole numbers times a power of two."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from planner.verify.certificate_file import FloatArray, Statement

WholeNumbers: TypeAlias = npt.NDArray[Any]
"""Python's whole numbers in an array: no product of theirs is ever rounded."""


def whole_numbers(values: FloatArray) -> tuple[WholeNumbers, int]:
    """Write floats as whole numbers times 2 to one power, which is the second answer."""
    fractions, powers = np.frexp(values)
    power = int(powers.min(initial=0)) - 53
    significands = np.ldexp(fractions, 53).astype(np.int64)
    return np.array([int(s) << int(p) for s, p in zip(significands, powers - 53 - power, strict=True)], object), power


class ExactBounds:
    """Works out the bounds of one plan's levels."""

    def __init__(self, statement: Statement) -> None:
        self._said = statement
        self._order = np.argsort(statement.entry_columns, kind="stable")
        self._rows = statement.entry_rows[self._order]
        self._columns = statement.entry_columns[self._order]
        self._coefficients, self._power = whole_numbers(statement.coefficients[self._order])
        self._costs = [whole_numbers(costs) for costs in statement.costs]

    def bound(self, level: int) -> Fraction:
        """The bound of a level; every price of it has to press on a side that is there."""
        said = self._said
        prices = said.prices[level]
        pressing = np.flatnonzero(prices)
        sides = np.where(prices > 0, said.floor, said.ceiling)[pressing]
        above = np.flatnonzero(said.multipliers[level])
        given_up = sum(
            (
                Fraction(float(said.multipliers[level, each]))
                * (Fraction(said.levels[each].limit) - Fraction(said.levels[each].constant))
                for each in above
            ),
            Fraction(0),
        )
        reduced, power = self._reduced(level, prices, above)
        at = np.where(np.array([figure > 0 for figure in reduced], dtype=bool), said.lower, said.upper)
        return (
            _product(*whole_numbers(prices[pressing]), *whole_numbers(sides))
            - given_up
            + _product(reduced, power, *whole_numbers(at))
            + Fraction(said.levels[level].constant)
        )

    def _reduced(self, level: int, prices: FloatArray, above: npt.NDArray[np.int64]) -> tuple[WholeNumbers, int]:
        """What each column costs once it has paid the prices and the multipliers."""
        numbers, power = whole_numbers(prices)
        parts = [self._costs[level], (self._paid(numbers), power + self._power)]
        for each in above:
            multiplier, its_power = whole_numbers(self._said.multipliers[level, each : each + 1])
            costs, costs_power = self._costs[each]
            parts.append((costs * multiplier[0], its_power + costs_power))
        least = min(power for _, power in parts)
        return sum((numbers * (1 << (power - least)) for numbers, power in parts), start=np.array(0, object)), least

    def _paid(self, prices: WholeNumbers) -> WholeNumbers:
        """Minus what each column pays to the rows."""
        paid = np.array([0] * len(self._said.values), object)
        products = -(self._coefficients * prices[self._rows])
        filled, begins = np.unique(self._columns, return_index=True)
        if len(filled):
            paid[filled] = np.add.reduceat(products, begins)
        return paid


def _product(left: WholeNumbers, left_power: int, right: WholeNumbers, right_power: int) -> Fraction:
    """Add up the products of two lists of figures."""
    return Fraction(sum((left * right).tolist())) * Fraction(2) ** (left_power + right_power)
