"""A scenario with the settings of a run, checked as a file is."""

from __future__ import annotations

from planner.scenario.load import Loaded, changed
from planner.scenario.overrides import override
from planner.scenario.scenario import Scenario
from planner.whatif.sweep.inputs import Settings, Value


def changed_by(loaded: Loaded, settings: Settings) -> Scenario:
    """The scenario with these settings.

    Raises:
        ScenarioError: That is no scenario.
    """
    return changed(loaded, [override(place, "=", _plain(value)) for place, value in settings]).scenario


def _plain(value: Value) -> Value:
    """A value as a file has it: a whole number without a point, since some figures take no other."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
