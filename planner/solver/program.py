"""A linear program as the rules of the model write it; the only file that knows PuLP.

Why PuLP here and not on the way to HiGHS: PuLP gives every column its readable name, writes the program
to a file that other tools read, and reaches any other solver. Handing over row by row is what makes it
slow, so the coefficients are gathered in flat arrays while the rules are added, HiGHS gets them in one
piece (`matrix`), and PuLP's own constraints are made only when somebody asks for them (`to_pulp`).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, repeat
from operator import is_
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
import pulp

from planner.errors import DefectError, UsageError
from planner.solver.matrix import FloatArray, IndexArray, Matrix
from planner.solver.readable import LONGEST_NAME, Key, label, name_of, readable, unused

Variable: TypeAlias = pulp.LpVariable
"""A column of the program."""
Term: TypeAlias = tuple[Variable, float]
"""A column and its coefficient."""
Sense: TypeAlias = Literal["<=", "=", ">="]

NEGLIGIBLE = 1e-12
"""A coefficient this small is what is left when two terms cancel out."""
SLACK_OF_BOUNDS = 1e-9
"""Data that is worked out may cross by a rounding; more than this is a defect."""


@dataclass(frozen=True)
class Rule:
    """What a row of the matrix stands for."""

    family: str
    """The rule family, e.g. `strength_balance`."""
    key: Key
    """Which of the family."""
    place: str | None
    """The scenario path of a policy; none for physics, which always holds."""

    @property
    def words(self) -> str:
        """The family in words, e.g. `strength balance`."""
        return self.family.replace("_", " ")

    def __str__(self) -> str:
        return self._label

    @cached_property
    def _label(self) -> str:
        return label(self.family, self.key)


class Program:
    """Columns with finite bounds and rows over them, each known by its family and key."""

    def __init__(self, name: str, like: Program | None = None) -> None:
        """Begin without columns and rows.

        Args:
            name: What the program is called.
            like: A program that differs in little: columns of the same family and key are the same variables.
        """
        self.name = name
        self.variable_of: dict[str, dict[Key, Variable]] = {}
        """The columns of each family by key."""
        self.names_of: dict[str, frozenset[str]] = {}
        """The names of the columns of each family."""
        self._like = like
        self._known = like.variable_of if like else {}
        self.row_parts: dict[int, float] = {}
        """By how much a row moves when the reader's figure at its place moves by one, where that is not one: a
        yearly figure on a year of which only a part is planned."""
        self.column_parts: dict[int, float] = {}
        """The same of a column's upper bound: the limit of a month where periods are no months."""
        self.laws: set[str] = set()
        """Places whose rules nobody may change: no change of them is looked for."""
        self._problem = pulp.LpProblem(readable(name) or "program", pulp.LpMinimize)
        self._variables: list[Variable] = []
        self._column_of: dict[int, int] = {}  # by identity: PuLP's own hash is a call into Python each time
        self._names: set[str] = set()
        self._variable_families: Counter[str] = Counter()
        self._column_lower = array("d")
        self._column_upper = array("d")
        self._whole: list[int] = []
        self._switches: list[int] = []
        self._column_places: dict[int, str] = {}
        self._bounded_by_others: list[int] = []
        self._rules: list[Rule] = []
        self._row_lower = array("d")
        self._row_upper = array("d")
        self._starts = array("i", [0])
        self._columns = array("i")
        self._values = array("d")
        self._order: tuple[IndexArray, IndexArray] = np.array([], dtype=np.int32), np.array([], dtype=np.int32)

    def add_variables(
        self,
        family: str,
        keys: Iterable[Key],
        lower: float | Mapping[Key, float] = 0.0,
        upper: float | Mapping[Key, float] = math.inf,
        *,
        whole: Container[Key] = (),
        switches: Container[Key] = (),
        places: Mapping[Key, str] | None = None,
        upper_follows: bool = False,
    ) -> dict[Key, Variable]:
        """Add one column for each key.

        Args:
            family: What the columns are, e.g. `strength`.
            keys: Which of them there are.
            lower: Lower bound, one for all or by key.
            upper: Upper bound, one for all or by key; it has to be given, and finite.
            whole: Keys whose columns take whole numbers only; where no plan has all of them whole, some stay split.
            switches: Keys whose columns are a choice of yes or no: whole numbers too, and never split.
            places: The scenario path of the limit that is a column's upper bound, where the reader stated one.
            upper_follows: Whether the upper bounds follow from rows and bounds of other columns, so that they limit
                nothing by themselves.

        Returns:
            The columns by key.

        Raises:
            DefectError: A bound is missing, not finite, or the lower above the upper; or a key comes twice.
        """
        keys = list(keys)
        bounds = list(zip(_by_key(family, keys, lower), _by_key(family, keys, upper), strict=True))
        for place, (low, high) in enumerate(bounds):
            if not -math.inf < low <= high < math.inf:
                bounds[place] = _mended_bounds(family, keys[place], low, high)
        variables = self._known_variables(family, keys) or self._new_variables(family, keys, bounds)
        if len(variables) < len(keys):
            twice = Counter(keys).most_common(1)[0][0]
            raise DefectError(f"the column {label(family, twice)} was added twice")
        first = len(self._variables)
        self._column_lower.extend(low for low, _ in bounds)
        self._column_upper.extend(high for _, high in bounds)
        self._variables.extend(variables.values())
        self._column_of.update(zip(map(id, variables.values()), count(first)))
        for column, key in enumerate(keys, start=first) if whole or switches or places else ():
            if key in whole or key in switches:
                self._whole.append(column)
                if key in switches:
                    self._switches.append(column)
            if places and key in places:
                self._column_places[column] = places[key]
        if upper_follows:
            self._bounded_by_others.extend(range(first, first + len(keys)))
        self._variable_families[family] += len(variables)
        self.variable_of.setdefault(family, {}).update(variables)
        return variables

    def _known_variables(self, family: str, keys: Sequence[Key]) -> dict[Key, Variable] | None:
        """The variables of a family as another program has them; none unless all are there and no name is taken."""
        known = self._known.get(family, {})
        if self._like is None or len(known) != len(keys) or not all(map(known.__contains__, keys)):
            return None
        names = self._like.names_of[family]
        if not names.isdisjoint(self._names):
            return None
        self._names |= names
        self.names_of[family] = names
        return {key: known[key] for key in keys}

    def _new_variables(
        self, family: str, keys: Sequence[Key], bounds: Sequence[tuple[float, float]]
    ) -> dict[Key, Variable]:
        """Variables of a family one by one, those that another program has taken over."""
        known = self._known.get(family, {})
        variables: dict[Key, Variable] = {}
        for key, (low, high) in zip(keys, bounds, strict=True):
            variable = known.get(key)
            if variable is None or variable.name in self._names:
                name = unused(name_of(family, key), self._names)
                # What `LpProblem.add_variable` does, a third faster for want of its detour.
                variable = pulp.LpVariable(name, low, high, _skip_v4_deprecation=True)
            self._names.add(variable.name)
            variables[key] = variable
        names = {variable.name for variable in variables.values()}
        self.names_of[family] = self.names_of.get(family, frozenset()) | names
        return variables

    def add_rule(
        self,
        family: str,
        key: Key,
        terms: Iterable[Term],
        sense: Sense,
        right_hand_side: float,
        place: str | None = None,
    ) -> None:
        """Add one row: the sum of the terms stands in the given sense to the right-hand side.

        A column that comes more than once is added up. A rule that is left without columns and holds is no
        row; one that does not hold is kept if it has a place, so that the contradiction can name it.

        Args:
            family: The rule family, e.g. `strength_balance`.
            key: Which of the family.
            terms: Columns and coefficients.
            sense: `<=`, `=` or `>=`.
            right_hand_side: What the sum is compared with.
            place: The scenario path of a policy rule, e.g. `budget.limits.whole`; none for physics.

        Raises:
            DefectError: The right-hand side is not finite, a column belongs to another program, or a rule
                without a place and without columns does not hold.
        """
        column_of = self._column_of
        terms = list(terms)
        try:
            columns = [column_of[id(variable)] for variable, _ in terms]
        except KeyError:
            raise DefectError(f"{label(family, key)} uses a column of another program") from None
        values = [coefficient for _, coefficient in terms]
        if len(set(columns)) < len(columns) or min(map(abs, values), default=1.0) <= NEGLIGIBLE:
            columns, values = _added_up(columns, values)
        right_hand_side = float(right_hand_side)
        if not math.isfinite(right_hand_side):
            raise DefectError(f"{label(family, key)} has the right-hand side {right_hand_side}")
        if not columns:
            if _holds_without_columns(sense, right_hand_side):
                return
            if place is None:
                raise DefectError(f"{label(family, key)} without columns asks 0 {sense} {right_hand_side}")
        self._rules.append(Rule(family, key, place))
        self._columns.extend(columns)
        self._values.extend(values)
        self._starts.append(len(self._columns))
        self._row_lower.append(-math.inf if sense == "<=" else right_hand_side)
        self._row_upper.append(math.inf if sense == ">=" else right_hand_side)

    def has_columns_of(self, other: Program) -> bool:
        """Whether the columns are those of another program, in the same order; bounds may differ."""
        return len(self._variables) == len(other._variables) and all(map(is_, self._variables, other._variables))

    def repeat_rules(self, other: Program, rows: range) -> None:
        """Add some rows of a program that has the same columns, as they stand there."""
        entries = slice(other._starts[rows.start], other._starts[rows.stop])
        shift = len(self._columns) - entries.start
        self._rules.extend(other._rules[rows.start : rows.stop])
        self._columns.extend(other._columns[entries])
        self._values.extend(other._values[entries])
        self._starts.extend(start + shift for start in other._starts[rows.start + 1 : rows.stop + 1])
        self._row_lower.extend(other._row_lower[rows.start : rows.stop])
        self._row_upper.extend(other._row_upper[rows.start : rows.stop])

    @property
    def rules(self) -> Sequence[Rule]:
        """What each row stands for, in the order of the rows."""
        return self._rules

    @property
    def variables(self) -> Sequence[Variable]:
        """The columns, in the order of the matrix."""
        return self._variables

    @property
    def whole_columns(self) -> Sequence[int]:
        """The columns that take whole numbers only, switches among them, in the order of the matrix."""
        return self._whole

    @property
    def switch_columns(self) -> Sequence[int]:
        """The columns that are a choice of yes or no, in the order of the matrix."""
        return self._switches

    @property
    def column_places(self) -> Mapping[int, str]:
        """The scenario path of the limit that is a column's upper bound, by column, where there is one."""
        return self._column_places

    @property
    def columns_bounded_by_others(self) -> Sequence[int]:
        """The columns whose upper bounds follow from rows and bounds of other columns, in the order of the matrix."""
        return self._bounded_by_others

    @property
    def variable_families(self) -> Mapping[str, int]:
        """How many columns each family has."""
        return dict(self._variable_families)

    @property
    def rule_families(self) -> Mapping[str, int]:
        """How many rows each family has."""
        return dict(Counter(rule.family for rule in self._rules))

    def column_of(self, variable: Variable) -> int:
        """Return the number of a column in the matrix.

        Raises:
            DefectError: The column belongs to another program.
        """
        try:
            return self._column_of[id(variable)]
        except KeyError:
            raise DefectError(f"{variable} is a column of another program") from None

    def costs(self, terms: Iterable[Term]) -> FloatArray:
        """Gather an objective into one coefficient a column; a column that comes twice is added up.

        Raises:
            DefectError: A coefficient is not finite, or a column belongs to another program.
        """
        terms, column_of = list(terms), self._column_of
        try:
            columns = np.array([column_of[id(variable)] for variable, _ in terms], dtype=np.intp)
        except KeyError:
            raise DefectError("the objective uses a column of another program") from None
        coefficients = np.array([coefficient for _, coefficient in terms], dtype=np.float64)
        costs = np.bincount(columns, weights=coefficients, minlength=len(self._variables)).astype(np.float64)
        if not np.isfinite(costs).all():
            worst = int(np.flatnonzero(~np.isfinite(costs))[0])
            raise DefectError(f"the objective has the coefficient {costs[worst]} at {self._variables[worst]}")
        return costs

    def terms(self, costs: FloatArray) -> list[Term]:
        """Turn one coefficient a column back into terms."""
        return [(self._variables[column], float(costs[column])) for column in np.flatnonzero(costs)]

    def order_by_name(self) -> tuple[IndexArray, IndexArray]:
        """Return columns and rows in the order of their names.

        Solvers break ties by position. Handed over in this order, the same rules give the same plan in
        whatever order they were written down.
        """
        if (len(self._order[0]), len(self._order[1])) != (len(self._variables), len(self._rules)):
            like = self._like
            columns = like.order_by_name()[0] if like and self.has_columns_of(like) else _order(self._variables)
            rows = like.order_by_name()[1] if like and self._rules == like.rules else _order(self._rules)
            self._order = columns, rows
        return self._order

    def matrix(self) -> Matrix:
        """Return the rules as arrays, ready for a solver.

        Raises:
            DefectError: A coefficient is not finite.
        """
        matrix = Matrix(
            column_lower=np.array(self._column_lower),
            column_upper=np.array(self._column_upper),
            row_lower=np.array(self._row_lower),
            row_upper=np.array(self._row_upper),
            starts=np.array(self._starts, dtype=np.int32),
            columns=np.array(self._columns, dtype=np.int32),
            values=np.array(self._values),
        )
        wrong = np.flatnonzero(~np.isfinite(matrix.values))
        if len(wrong):
            entry = wrong[0]
            rule, variable = self._rules[matrix.row_of_entry[entry]], self._variables[matrix.columns[entry]]
            raise DefectError(f"{rule} has the coefficient {matrix.values[entry]} at {variable}")
        return matrix

    def to_pulp(self, objective: Iterable[Term] = ()) -> pulp.LpProblem:
        """Return the program as a PuLP problem, for PuLP's writers and its other solvers."""
        problem = pulp.LpProblem(self._problem.name, pulp.LpMinimize)
        # A variable may stand in several programs (`like`); what it may be is said here.
        for variable, low, high in zip(self._variables, self._column_lower, self._column_upper, strict=True):
            variable.lowBound, variable.upBound, variable.cat = low, high, pulp.LpContinuous
        for column in self._whole:
            self._variables[column].cat = pulp.LpInteger
        problem.setObjective(pulp.LpAffineExpression(dict(self.terms(self.costs(objective)))))
        names: set[str] = set()
        starts, columns, values, variables = self._starts, self._columns, self._values, self._variables
        for row, rule in enumerate(self._rules):
            entries = slice(starts[row], starts[row + 1])
            in_the_row = [variables[column] for column in columns[entries]]
            expression = pulp.LpAffineExpression(dict(zip(in_the_row, values[entries], strict=True)))
            sense, right_hand_side = self._comparison(row)
            name = unused(name_of(rule.family, rule.key), names)
            problem.addConstraint(pulp.LpConstraint(expression, sense, name, right_hand_side))
        return problem

    def write(self, path: Path, objective: Iterable[Term] = ()) -> None:
        """Write the program with readable names, in the format that the ending of the path says.

        Raises:
            UsageError: The ending is neither `.lp` nor `.mps`, or the file cannot be written.
        """
        problem = self.to_pulp(objective)
        try:
            if path.suffix == ".lp":
                problem.writeLP(str(path), max_length=LONGEST_NAME)
            elif path.suffix == ".mps":
                problem.writeMPS(str(path))
            else:
                raise UsageError(f"{path} ends neither in .lp nor in .mps, so its format is not known.")
        except OSError as reason:
            raise UsageError(f"{path} cannot be written: {reason.strerror}.") from reason

    def _comparison(self, row: int) -> tuple[int, float]:
        """Give a row's sense, in PuLP's words, and its right-hand side."""
        lower, upper = self._row_lower[row], self._row_upper[row]
        if lower == upper:
            return pulp.LpConstraintEQ, lower
        return (pulp.LpConstraintLE, upper) if math.isinf(lower) else (pulp.LpConstraintGE, lower)


def _order(named: Sequence[Variable] | Sequence[Rule]) -> IndexArray:
    """Put columns or rows in the order of their names."""
    names = [str(each) for each in named]
    return np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int32)


def _holds_without_columns(sense: Sense, right_hand_side: float) -> bool:
    """Say whether nothing at all stands in this sense to the right-hand side."""
    if sense == "<=":
        return right_hand_side >= -SLACK_OF_BOUNDS
    if sense == ">=":
        return right_hand_side <= SLACK_OF_BOUNDS
    return abs(right_hand_side) <= SLACK_OF_BOUNDS


def _added_up(columns: list[int], values: list[float]) -> tuple[list[int], list[float]]:
    """Add up what stands at the same column, and drop what cancels out."""
    sums: dict[int, float] = {}
    for column, value in zip(columns, values, strict=True):
        sums[column] = sums.get(column, 0.0) + value
    left = {column: value for column, value in sums.items() if not abs(value) <= NEGLIGIBLE}
    return list(left), list(left.values())


def _by_key(family: str, keys: Sequence[Key], bound: float | Mapping[Key, float]) -> Iterable[float]:
    """Look up a bound for each key."""
    if not isinstance(bound, Mapping):
        return repeat(float(bound), len(keys))
    try:
        return [float(bound[key]) for key in keys]
    except KeyError as missing:
        raise DefectError(f"the column {label(family, missing.args[0])} was given no bound") from None


def _mended_bounds(family: str, key: Key, low: float, high: float) -> tuple[float, float]:
    """Bring together bounds that cross by a rounding; refuse any from which no proof could be made."""
    if not (math.isfinite(low) and math.isfinite(high)):
        raise DefectError(f"the column {label(family, key)} needs finite bounds, not {low} and {high}")
    if low - high > SLACK_OF_BOUNDS:
        raise DefectError(f"the column {label(family, key)} has the bounds {low} above {high}")
    return high, high


class OtherSolver:
    """Any solver that PuLP reaches, asked from nothing each time."""

    def __init__(self, program: Program, name: str, split: Iterable[int] = ()) -> None:
        """Find the solver.

        Args:
            program: Columns and rules.
            name: As PuLP knows it.
            split: Whole columns that may be split all the same.

        Raises:
            UsageError: PuLP does not know it, or it is not installed.
        """
        self.name = name
        self._program = program
        self._split = [program.variables[column] for column in split]
        if self._solver(None) is None:
            found = ", ".join(pulp.listSolvers(onlyAvailable=True))
            raise UsageError(f"There is no solver {name} here. Choose one of: {found}.")

    def minimise(
        self, costs: FloatArray, cuts: Sequence[tuple[FloatArray, float]], seconds: float | None
    ) -> tuple[Literal["optimal", "infeasible", "stopped"], FloatArray]:
        """Minimise ``costs·x`` under the program's rules and the cuts ``coefficients·x ≤ upper``.

        Returns:
            How it ended, and one value a column; a column that no rule knows stands at its lower bound.

        Raises:
            DefectError: The solver broke off.
        """
        program = self._program
        problem = program.to_pulp(program.terms(costs))
        for number, (coefficients, upper) in enumerate(cuts, start=1):
            level = pulp.LpAffineExpression(dict(program.terms(coefficients)))
            problem.addConstraint(pulp.LpConstraint(level, pulp.LpConstraintLE, f"level({number})", upper))
        for variable in program.variables:
            variable.varValue = None  # a solver that finds nothing may leave the last values standing
        for variable in self._split:
            variable.cat = pulp.LpContinuous
        try:
            problem.solve(self._solver(seconds))
        except pulp.PulpSolverError as reason:
            raise DefectError(f"the solver {self.name} broke off: {reason}") from reason
        finally:
            for variable in self._split:
                variable.cat = pulp.LpInteger
        values = [v.lowBound if v.varValue is None else v.varValue for v in program.variables]
        how: Literal["optimal", "infeasible", "stopped"] = "stopped"
        if problem.status == pulp.LpStatusInfeasible:
            how = "infeasible"
        elif problem.status == pulp.LpStatusOptimal and problem.sol_status == pulp.LpSolutionOptimal:
            how = "optimal"
        return how, np.array(values, dtype=np.float64)

    def _solver(self, seconds: float | None) -> pulp.LpSolver | None:
        options: dict[str, Any] = {"msg": False, "timeLimit": seconds}
        if self.name == "PULP_CBC_CMD":
            options["_skip_v4_deprecation"] = True  # the only solver that PuLP 3 brings along
        try:
            solver = pulp.getSolver(self.name, **options)
            return solver if solver.available() else None
        except pulp.PulpSolverError:
            return None
