"""Money as it stands on a chart."""

from __future__ import annotations

from planner.reports.words import pounds

_MILLION, _THOUSAND = 1e6, 1e3


def short_pounds(value: float, step: float = 0.0) -> str:
    """Money in a few letters: £8.92m, £450k, £80.

    Args:
        value: How much [pounds].
        step: How far values that must be told apart are from each other [pounds]; 0: not known.
    """
    sign = "-" if value < 0 else ""
    size = abs(value)
    if max(size, step) >= _MILLION:
        return f"{sign}£{size / _MILLION:.{_decimals(step / _MILLION)}f}m"
    if max(size, step) >= 10 * _THOUSAND:
        return f"{sign}£{size / _THOUSAND:.{_decimals(step / _THOUSAND, 0)}f}k"
    return pounds(value)


def _decimals(step: float, most_often: int = 2) -> int:
    """Decimals with which multiples of a step are told apart."""
    if step <= 0:
        return most_often
    return next((count for count in range(4) if abs(round(step, count) - step) < 1e-9 * step), 4)
