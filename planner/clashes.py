"""What stands behind a contradiction: rules that clash, and what would have to change, each change tried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from planner.errors import EXIT_CONTRADICTION, Mark, PlannerError

Direction: TypeAlias = Literal["more", "less", "either"]
"""Whether a limit has to become larger or smaller; a figure that is asked exactly may have to move either way."""

Kind: TypeAlias = Literal["law", "physics", "policy", "data"]
"""What a rule rests on; `planner.model.standing` says which is what."""

Owner: TypeAlias = Literal["finance", "HR", "operations"]
"""Who owns the figure of a rule."""


@dataclass(frozen=True)
class ClashingRule:
    """A rule of the scenario that takes part in a contradiction."""

    rule: str
    """The rule in words, e.g. `minimum strength`."""
    place: str
    """Its path in the scenario, e.g. `structure.minimum_strength.leaders`."""
    mark: Mark | None = None
    family: str = ""
    """The rule's family, e.g. `strength_limits`; empty for the upper bound of a decision."""
    kind: Kind = "policy"
    """What it rests on."""
    owner: Owner | None = None
    """Who owns its figure; none where it is not known."""


@dataclass(frozen=True)
class Edit:
    """One figure or date of the scenario that gets another value."""

    place: str
    """Its path in the scenario, e.g. `structure.minimum_strength.leaders.fte`."""
    before: float | date
    """What stands there."""
    after: float | date | None
    """What is written instead; none: it is taken out."""
    unit: str = ""
    """The unit of a figure."""
    has_pedigree: bool = True
    """Whether it may be written with its basis and its source; dates and some shares may not."""
    step: int = 0
    """Which of its dated values; 0 where it has only one."""
    since: date | None = None
    """From when that value holds; none where it has no date."""
    kind: Kind = "policy"
    """What it rests on."""
    owner: Owner | None = None
    """Who owns it."""
    mark: Mark | None = None
    """Where in the file; filled in by the pipeline."""


@dataclass(frozen=True)
class Repair:
    """Changes of the scenario with which its rules were found not to contradict each other any more."""

    edits: tuple[Edit, ...]

    def with_marks(self, marks: Mapping[str, Mark]) -> Repair:
        """Return the same with the place in the file of each change, by path."""
        return Repair(tuple(replace(edit, mark=_nearest(marks, edit.place)) for edit in self.edits))


@dataclass(frozen=True)
class Change:
    """One change of the scenario that is enough alone to end a contradiction."""

    place: str
    """What is to be changed, e.g. `supply.exits.ves.per_year_fte`."""
    rule: str
    """The rule in words, e.g. `limit`."""
    amount: float
    """By how much every limit of the place has to move, rounded up [unit of the limit]; of a limit on a year that
    is planned in part, that much for a whole year."""
    direction: Direction
    """`more` where at most so much is allowed, `less` where at least so much is asked."""
    limit: float | None = None
    """Today's limit, where all of the place have one and the same [unit of the limit]."""
    unit: str = ""
    """The unit of amount and limit; empty where it is not known."""
    mark: Mark | None = None
    """Where in the file; filled in by the pipeline."""
    family: str = ""
    """The rule's family, e.g. `flow_caps`; empty for the upper bound of a decision."""
    given_by: tuple[tuple[Any, ...], ...] = ()
    """The keys of its rows that have to move; empty where these are upper bounds of decisions."""
    kind: Kind = "policy"
    """What the rule rests on."""
    owner: Owner | None = None
    """Who owns its figure; none where it is not known."""
    edits: tuple[Edit, ...] = ()
    """The same in the reader's own figures; none where no figure says it."""

    @property
    def enough(self) -> float | None:
        """The limit that is enough; none where today's is not one and the same or may have to move either way."""
        if self.limit is None or self.direction == "either":
            return None
        return self.limit + (self.amount if self.direction == "more" else -self.amount)


@dataclass(frozen=True)
class EarliestDate:
    """A date that cannot be kept, and the first one that can."""

    place: str
    """The date's path in the scenario, e.g. `structure.removed_ranks.chief_inspector.gone_by`."""
    asked: date
    """The date that the scenario asks for."""
    possible: date | None
    """The earliest date that works, once dates of other ranks are given up; none if no date within the plan does."""
    least_fte: float
    """The fewest people that can be left on the date asked for [FTE]."""
    mark: Mark | None = None
    """Where in the file; filled in by the pipeline."""
    together: date | None = None
    """The earliest date for all ranks, where the dates that work alone do not work together."""


@dataclass(frozen=True)
class Conflict:
    """Rules that contradict each other, and would not without any single one of them."""

    rules: tuple[ClashingRule, ...]
    changes: tuple[Change, ...] = ()
    """Single changes each of which is enough alone to end it, by place; tried without the rules of other conflicts."""
    every_change_tried: bool = False
    """Whether `changes` are all there are; else time ended, or nobody looked."""
    pairs: tuple[tuple[Change, Change], ...] = ()
    """Two changes that are enough together, where no single one is."""


class ContradictionError(PlannerError):
    """The rules of the scenario contradict each other, so there is no plan."""

    exit_code = EXIT_CONTRADICTION

    def __init__(
        self,
        conflicts: tuple[Conflict, ...],
        earliest: tuple[EarliestDate, ...] = (),
        *,
        every_conflict_found: bool = True,
        repairs: tuple[Repair, ...] = (),
        folder: str = "",
    ) -> None:
        """Gather what is known of the contradiction.

        Args:
            conflicts: Independent of each other, no rule in two of them; each needs a change of its own. None if time
                ended before it was known which rules they are.
            earliest: Dates that cannot be kept.
            every_conflict_found: Whether there is a plan once each of them has ended.
            repairs: Changes of the scenario that were tried out on it, the smallest first.
            folder: Where the explanation was written; empty as long as it was not.
        """
        super().__init__(
            "the rules contradict each other: "
            + "; ".join(f"{rule.rule} ({rule.place})" for conflict in conflicts for rule in conflict.rules)
        )
        self.conflicts = conflicts
        self.earliest = earliest
        self.every_conflict_found = every_conflict_found
        self.repairs = repairs
        self.folder = folder

    @property
    def rules(self) -> tuple[ClashingRule, ...]:
        """All rules that take part."""
        return tuple(rule for conflict in self.conflicts for rule in conflict.rules)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Single changes each of which is enough alone for a plan; with several conflicts there are none."""
        return self.conflicts[0].changes if len(self.conflicts) == 1 and self.every_conflict_found else ()

    @property
    def every_change_tried(self) -> bool:
        """Whether all changes that are enough have been found."""
        return bool(self.conflicts) and all(conflict.every_change_tried for conflict in self.conflicts)

    def with_earliest(self, earliest: tuple[EarliestDate, ...]) -> ContradictionError:
        """Return the same with dates that cannot be kept."""
        return self._with(earliest=earliest)

    def with_repairs(self, repairs: tuple[Repair, ...]) -> ContradictionError:
        """Return the same with changes that were tried out."""
        return self._with(repairs=repairs)

    def written_to(self, folder: str) -> ContradictionError:
        """Return the same, told to have been written to a folder."""
        return self._with(folder=folder)

    def told(
        self, rule: Callable[[ClashingRule], ClashingRule], change: Callable[[Change], Change]
    ) -> ContradictionError:
        """Return the same with each rule and each change told in another way."""
        conflicts = tuple(
            replace(
                each,
                rules=tuple(map(rule, each.rules)),
                changes=tuple(map(change, each.changes)),
                pairs=tuple((change(one), change(other)) for one, other in each.pairs),
            )
            for each in self.conflicts
        )
        return self._with(conflicts=conflicts)

    def with_marks(self, marks: Mapping[str, Mark]) -> ContradictionError:
        """Return the same with the place in the file of everything that it names, by path."""
        told = self.told(
            lambda rule: replace(rule, mark=marks.get(rule.place)),
            lambda change: replace(change, mark=marks.get(change.place)),
        )
        earliest = tuple(replace(each, mark=marks.get(each.place)) for each in self.earliest)
        repairs = tuple(repair.with_marks(marks) for repair in self.repairs)
        return told.with_earliest(earliest).with_repairs(repairs)

    def _with(
        self,
        conflicts: tuple[Conflict, ...] | None = None,
        earliest: tuple[EarliestDate, ...] | None = None,
        repairs: tuple[Repair, ...] | None = None,
        folder: str | None = None,
    ) -> ContradictionError:
        return ContradictionError(
            self.conflicts if conflicts is None else conflicts,
            self.earliest if earliest is None else earliest,
            every_conflict_found=self.every_conflict_found,
            repairs=self.repairs if repairs is None else repairs,
            folder=self.folder if folder is None else folder,
        )


def _nearest(marks: Mapping[str, Mark], place: str) -> Mark | None:
    """The mark of a path, or of the section around it where the reader left the figure out."""
    while place and place not in marks:
        place = place.rpartition(".")[0]
    return marks.get(place)
