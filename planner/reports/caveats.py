"""What the reader of an answer must know: decisions, broken rules, estimates, proof."""

from __future__ import annotations

from dataclasses import dataclass, fields

from planner.plan.plan import Plan
from planner.reports.breach_words import in_words
from planner.reports.figures import Change, reported, total
from planner.reports.words import spaced


@dataclass(frozen=True)
class ClosedUndone:
    """A decision of the scenario that cases of a line may be closed without the work."""

    line: str
    title: str
    decided_by: str
    reason: str
    cases: Change
    """Cases closed undone in the reported periods."""


@dataclass(frozen=True)
class Breach:
    """A rule that the plan before action breaks; the plan keeps it."""

    rule: str
    name: str
    place: str
    windows: int
    """In how many periods or years."""
    worst: float
    """How far at the most."""
    unit: str
    words: str
    """The rule in words."""


@dataclass(frozen=True)
class Trial:
    """What one size of a lever would do."""

    fte_most: float
    used_fte: float
    peak_backlog_cases: float
    final_backlog_cases: float
    cleared_by: str
    gap_hours: float
    redeployed_hours: float
    displaced_hours: float
    pounds: float


@dataclass(frozen=True)
class Trials:
    """Sizes of a lever, tried one after the other."""

    lever: str
    lever_title: str
    """The lever's name as words."""
    line: str
    title: str
    """What the line is called."""
    rows: tuple[Trial, ...]


@dataclass(frozen=True)
class Confidence:
    """How far the answer can be trusted."""

    optimal: bool
    """Whether every level was proved optimal, for these inputs."""
    levels: int
    certified: int
    """Levels that the certificate proves; the others rest on the solver's word."""
    not_proved: tuple[str, ...]
    """Levels that were not proved within the time limit."""
    estimate_share_volume: float
    """Share of the demand hours whose volume is an estimate."""
    estimate_share_hours_per_case: float
    """Share of the demand hours whose hours per case are an estimate."""
    estimate_share: float
    """Share of the demand hours that rests on either."""
    warnings: int


def closed_undone(plan: Plan) -> tuple[ClosedUndone, ...]:
    """Decisions that cases may be closed undone; the first page repeats them."""
    work = reported(plan, "work")
    lines = plan.loaded.scenario.demand.items()
    return tuple(
        ClosedUndone(
            name,
            line.title,
            line.close_undone.decided_by,
            line.close_undone.reason,
            total(work[work["line"] == name], "closed_undone_cases"),
        )
        for name, line in lines
        if line.close_undone is not None
    )


def breaches(plan: Plan) -> tuple[Breach, ...]:
    """Rules that the plan before action breaks."""
    rows = plan.table("breaches")
    return tuple(
        Breach(
            str(rule),
            str(name),
            str(part["place"].iloc[0]),
            len(part),
            float(part["breach"].max()),
            str(part["unit"].iloc[0]),
            in_words(plan.loaded.scenario, str(rule), str(name), tuple(part["window"])),
        )
        for (rule, name), part in rows.groupby(["rule", "name"], sort=True)
    )


def trials(plan: Plan) -> Trials | None:
    """The trials that the scenario asked for."""
    asked = plan.loaded.scenario.trials
    if asked is None or "trials" not in plan.tables:
        return None
    columns = [field.name for field in fields(Trial)]
    rows = plan.table("trials").sort_values("fte_most")[columns].to_dict("records")
    return Trials(
        asked.lever,
        spaced(asked.lever),
        asked.line,
        plan.loaded.scenario.demand[asked.line].title,
        tuple(Trial(**{str(column): row[column] for column in row}) for row in rows),
    )


def confidence(plan: Plan) -> Confidence:
    """What was proved, and what rests on estimates."""
    levels = plan.table("levels", plan="after")
    open_levels = tuple(levels.loc[levels["status"] != "optimal", "level"].astype(str))
    shares = plan.estimate_share
    return Confidence(
        plan.optimal,
        len(levels),
        int((levels["proof"] == "proved").sum()),
        open_levels,
        float(shares["volume"]),
        float(shares["hours_per_case"]),
        float(shares["either"]),
        len(plan.loaded.warnings),
    )
