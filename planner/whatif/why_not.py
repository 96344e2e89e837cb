"""Why not: what a question of the reader's own would cost in each priority, or which rule stands against it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.clashes import ContradictionError
from planner.errors import UsageError
from planner.model.standing import ASKED
from planner.plan.contradictions import in_the_reader_s_words
from planner.plan.reading import NOISE
from planner.scenario.checks import CHECKS
from planner.scenario.scenario import Scenario
from planner.solver.lexicographic import solve_levels
from planner.solver.program import Sense
from planner.whatif.asking import Asked, Base
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.grammar import Question, parse
from planner.whatif.outcome import Outcome, outcome
from planner.whatif.verbs import VERBS, Added, Decisions

HAIR = 0.01
"""By which share, or by how much, more than is possible is tried [share, or the unit]."""
PLACE = "what is asked"
"""What stands where a rule of the scenario has its place."""


@dataclass(frozen=True)
class WhyNot:
    """The answer to a question."""

    question: Question
    unit: str
    levers: tuple[str, ...]
    """Levers of the scenario that do it; none where it has no such lever."""
    done: float
    """How much of it the plan does already in that period [unit]."""
    before: Outcome
    """The plan as it is."""
    after: Outcome | None
    """The plan with it forced; None where that cannot be."""
    against: ContradictionError | None
    """The rules that stand against it, where it cannot be."""
    tried_amount: float
    """How much was tried to find out what stands against it: less than was asked for where no rule alone stands against
    as much as that [unit]."""
    added: Added | None
    """The lever that was added for a while to work out the answer."""
    periods: tuple[str, ...] = ()
    """Periods in which the levers could be used, where it is not the one that is asked for."""

    @property
    def is_done_already(self) -> bool:
        """Whether the plan does as much already."""
        return self.done >= self.question.amount - NOISE


def why_not(base: Base, text: str) -> WhyNot:
    """Answer a question.

    Raises:
        UsageError: It is not understood, or asks for what no scenario could have.
    """
    question = parse(text, base.scenario)
    verb = VERBS[question.verb]
    decisions = verb.decisions(base.compiled.formulation, question)
    done = base.value(decisions.total)
    if done >= question.amount - NOISE:
        return WhyNot(question, verb.unit, decisions.levers, done, base.outcome, base.outcome, None, done, None)
    added = None if decisions.levers else verb.add(base.scenario, question)
    if not added and not decisions.total.terms:
        possible = _periods_of(base, decisions)
        return WhyNot(question, verb.unit, decisions.levers, done, base.outcome, None, None, done, None, possible)
    scenario = base.scenario if added is None else _checked(added.scenario)
    sense: Sense = ">=" if added is None else "="
    asked, tried = _forced(base, scenario, question, sense), question.amount
    if asked.contradiction is not None and (most := _possible(question, asked.contradiction)) is not None:
        less = min(most + max(HAIR, HAIR * most), tried)
        again = _forced(base, scenario, replace(question, amount=less), sense)
        if again.contradiction is not None:
            asked, tried = again, less
    return WhyNot(
        question, verb.unit, decisions.levers, done, base.outcome, asked.outcome, asked.contradiction, tried, added
    )


def _possible(question: Question, against: ContradictionError) -> float | None:
    """How much would be possible where no rule of the scenario is named: a little more than that may meet one."""
    if any(rule.place != PLACE for rule in against.rules):
        return None
    amounts = [change.amount for change in against.changes if change.place == PLACE]
    return max(0.0, question.amount - amounts[0]) if amounts else None


def _forced(base: Base, scenario: Scenario, question: Question, sense: Sense) -> Asked:
    """The scenario with what is asked: at least so much by its own levers, exactly so much by an added one."""
    compiled = compile_scenario(scenario, base.compiled)
    assert compiled is not None, "a lever that is not used takes nobody away"
    total = VERBS[question.verb].decisions(compiled.formulation, question).total
    compiled.program.add_rule(ASKED, (question.label,), total.terms, sense, question.amount - total.constant, PLACE)
    forced = Compiled(scenario, compiled.formulation, compiled.program.matrix())
    try:
        solution = solve_levels(forced.program, forced.levels)
    except ContradictionError as error:
        told = in_the_reader_s_words(error, forced.formulation, scenario, None)
        return Asked(forced, None, told)
    return Asked(forced, outcome(forced.formulation, solution))


def _checked(scenario: Scenario) -> Scenario:
    """Refuse a lever that no scenario may have, as it would be refused in a file.

    Raises:
        UsageError: The checks of scenarios object.
    """
    found = [problem.message for check in CHECKS for problem in check(scenario) if problem.severity == "problem"]
    if found:
        raise UsageError("\n".join(["No scenario may have that:", *dict.fromkeys(found)]))
    return scenario


def _periods_of(base: Base, decisions: Decisions) -> tuple[str, ...]:
    """Periods in which a lever that is not open in the period of the question is open."""
    given = base.compiled.formulation.given
    labels = list(given.tables.periods["label"])
    numbers = {start.period for start in given.starts if start.flow in decisions.levers and start.period >= 0}
    return tuple(labels[number] for number in sorted(numbers))
