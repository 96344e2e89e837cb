"""Variants: what-ifs that a scenario keeps under a name."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from planner.scenario.numbers import Number, Section


class Variant(Section):
    """The scenario with some figures changed: what `--set` says, under a name."""

    title: str
    """What it is called in a paper."""
    description: str | None = None
    """What it stands for, and who asks."""
    set: dict[str, Any] = Field(default_factory=dict)
    """What stands at a path instead, e.g. `supply.overtime.officers.share_of_contracted: 0.025`."""
    times: dict[str, Number] = Field(default_factory=dict)
    """What a number at a path is multiplied by, in each of its dated values, e.g. `budget.limits.whole.pounds_per_year:
    0.97`."""
    plus: dict[str, Number] = Field(default_factory=dict)
    """What is added to a number at a path, in each of its dated values."""

    @model_validator(mode="after")
    def _changes_something(self) -> Variant:
        if not (self.set or self.times or self.plus):
            raise ValueError("This variant changes nothing. Write what it changes under set, times or plus.")
        return self
