"""The words of the field as data: every column of every output table, with its unit and its meaning.

Used by the tables that are written, their description beside them, and the code that checks them; a word is
defined here once.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of an output table."""

    meaning: str
    """One line that a reader who knows the field understands."""
    unit: str = ""
    """The unit, empty for names and dates."""
    kind: str = "number"
    """number, integer, text, date or boolean."""
    decimals: int = 4
    """Printed precision of a number."""


def _fte(meaning: str) -> Column:
    return Column(meaning, "FTE", decimals=4)


def _hours(meaning: str) -> Column:
    return Column(meaning, "hours", decimals=3)


def _heads(meaning: str) -> Column:
    return Column(meaning, "heads", decimals=2)


def _cases(meaning: str) -> Column:
    return Column(meaning, "cases", decimals=4)


def _pounds(meaning: str) -> Column:
    return Column(meaning, "pounds", decimals=2)


def _share(meaning: str) -> Column:
    return Column(meaning, "share", decimals=6)


def _text(meaning: str) -> Column:
    return Column(meaning, kind="text")


PATHWAYS = ("training", "promotion", "temporary_promotion", "reversion", "civilianisation")
"""Kinds of pathways: ways from one role to another."""
EXITS = ("redundancy", "voluntary_exit", "posting_out")
"""Kinds of exits: ways out that somebody decides on."""

COLUMNS: dict[str, Column] = {
    # keys
    "plan": _text("before (every lever at rest) or after (the plan)"),
    "team": _text("team"),
    "role": _text("role: a rank or grade with its accreditations"),
    "line": _text("demand line: one kind of case with its counting rule"),
    "task": _text("a part of a case that some roles can do"),
    "tier": Column("harm tier, 1 is the highest harm", kind="integer"),
    "period": _text("the first day of the period, or its month"),
    "period_first": Column("the first day of the period", kind="date"),
    "financial_year": _text("the financial year in which the period begins"),
    "reported": Column("whether the period belongs to the plan, not to its run-out", kind="boolean"),
    # staffing
    "approved_fte": _fte(
        "approved establishment: posts on the books, those that came with people or went with them by then included"
    ),
    "budgeted_fte": _fte("budgeted establishment: posts that the budget pays for, after the vacancy factor"),
    "strength_fte": _fte("people in post at the end of the period"),
    "headcount": Column("people in post, as heads", "heads", decimals=2),
    "vacancy_fte": _fte("approved establishment less strength; negative: over establishment"),
    "supernumerary_fte": _fte("strength held over establishment"),
    "in_training_fte": _fte("people in the lead before they join, on this line"),
    "unavailable_fte": _fte("in post but away for long (maternity, secondment, suspension, sickness) or tied up"),
    "available_fte": _fte("strength over the period less those away for long"),
    "limited_fte": _fte("available but barred from some tasks"),
    "deployable_fte": _fte("available less those on limited duty"),
    "contracted_hours": _hours("hours paid for of the available people"),
    "away_hours": _hours("absence, abstraction, reduced hours and non-case time of the available people"),
    "learning_hours": _hours("hours that new joiners and movers do not yet give; negative: hours given in the lead"),
    "productive_hours": _hours("hours the line's own people can give to cases"),
    "tutor_hours": _hours("hours given to learners"),
    "untutored_hours": _hours("tutors' time that learners should have had and did not get"),
    "overtime_hours": _hours("overtime worked"),
    "agency_hours": _hours("hours bought from an agency"),
    "lent_hours": _hours("hours worked for another team"),
    "borrowed_hours": _hours("hours of colleagues from elsewhere, at their worth here"),
    "worked_hours": _hours("hours worked on cases"),
    "spare_hours": _hours("hours on hand that no case of this team needed"),
    # flows
    "kind": _text("kind of flow, cost, lever or row"),
    "flow": _text("the name of the way in or move; empty for leavers"),
    "other_team": _text("the other team of a move, or the team that gives people up"),
    "other_role": _text("the other role of a move"),
    "fte": _fte("how many"),
    # work
    "recorded_cases": _cases("cases recorded"),
    "partner_cases": _cases("recorded cases that partner agencies bear"),
    "arrivals_cases": _cases("cases that this force must do: recorded less partners'"),
    "latent_cases": _cases("cases that are real but not recorded"),
    "repeat_cases": _cases("extra arrivals that waiting has caused"),
    "opening_backlog_cases": _cases("cases waiting at the start of the period"),
    "started_cases": _cases("cases started"),
    "closed_undone_cases": _cases("cases closed, or not done in their period, without the work"),
    "backlog_cases": _cases("cases waiting at the end of the period"),
    "overdue_cases": _cases("cases waiting longer than the standard at the end of the period"),
    "hours_per_case": Column("standard hours of a case that planned teams bear", "hours per case", decimals=6),
    "arrivals_hours": _hours("standard hours of the cases that arrive"),
    "latent_hours": _hours("standard hours of the latent cases"),
    "due_hours": _hours("standard hours that fall due on cases started now or before"),
    "covered_hours": _hours("standard hours done"),
    "displaced_hours": _hours("standard hours pushed to an out-of-scope team"),
    "missed_hours": _hours("standard hours of tasks that are never done"),
    "not_done_hours": _hours("work that will never be done: cases closed undone and missed tasks"),
    "backlog_hours": _hours("standard hours of the cases waiting"),
    "overdue_hours": _hours("standard hours of the cases overdue"),
    "efficiency": _share("standard hours done in an hour"),
    # coverage
    "scope": _text("force, team, tier or line"),
    "name": _text("the team, tier or line; empty for the force; elsewhere the name of a rule or lever"),
    "window_kind": _text("period, quarter, financial_year or whole"),
    "window": _text("which period, quarter or financial year"),
    "demand_hours": _hours("covered and gap together"),
    "gap_hours": _hours("not done in the window and overdue at its end"),
    "gap_fte": _fte("full-time people who would work the gap off within the window, at average productive hours"),
    "coverage": _share("covered ÷ (covered + gap), over the window"),
    "coverage_with_latent": _share("covered ÷ (covered + gap + latent), over the window"),
    # elsewhere
    "cause": _text("the demand line, way in, redeployment or displacement that causes it"),
    "hours": _hours("hours"),
    # supervision
    "group": _text("people who must be led"),
    "led_fte": _fte("people who must be led"),
    "unled_fte": _fte("people whom nobody leads"),
    "leads_fte": _fte("people of the group whom this line leads"),
    "span_limit": Column("people whom one leader can lead", "FTE per FTE", decimals=4),
    "leaders_needed_fte": _fte("leaders whose time this takes"),
    "leaders_missing_fte": _fte("leaders that are missing, at the widest span of the group"),
    # money
    "nature": _text("recurrent, one_off or capital"),
    "funding": _text("who pays"),
    "cashable": Column("whether money not spent on it can be spent otherwise", kind="boolean"),
    "lever": _text("the way in, move or lever that causes it; empty for pay of people in post"),
    "pounds": _pounds("cost"),
    "limit": _text("budget limit"),
    "limit_pounds": _pounds("the limit for the part of the year that is planned"),
    "before_pounds": _pounds("spent before action"),
    "after_pounds": _pounds("spent by the plan"),
    "left_pounds": _pounds("limit less what the plan spends"),
    "part_year_pounds": _pounds("what the action costs in the part of the year that is planned"),
    "full_year_pounds": _pounds("what stands of it in the last period of the year would cost in twelve months"),
    "step": _text("a step on the way, or what the steps before it add up to"),
    "is_total": Column("whether the row is the sum of the steps above it", kind="boolean"),
    # levels
    "order": Column("place in the order of priorities", kind="integer"),
    "level": _text("what is minimised"),
    "unit": _text("unit"),
    "best": Column("the least that can be reached when all levels above hold", "the level's unit", decimals=4),
    "held": Column("what the plan holds", "the level's unit", decimals=4),
    "tolerance": Column("how far it may be given up for the levels below", "the level's unit", decimals=4),
    "status": _text("optimal or not_proved"),
    "bound": Column(
        "no plan goes below it that holds the levels above; empty if not known", "the level's unit", decimals=4
    ),
    "proof_gap": Column("what the best lies above the bound; empty if not known", "the level's unit", decimals=9),
    "proof": _text(
        "proved (certificate.zip proves the bound), solver's bound (a search for whole people states it), or not proved"
    ),
    "continuous": Column("the least that could be reached in fractions", "the level's unit", decimals=4),
    "whole": Column("what can be reached in whole numbers, to the gap that the scenario states", "the level's unit"),
    "price": Column("what it costs that they are whole: the difference", "the level's unit", decimals=4),
    "reported_unit": _text("unit of the two figures for the reported periods"),
    "reported_continuous": Column("gap or cost in the reported periods, in fractions", "the unit named", decimals=2),
    "reported_whole": Column("gap or cost in the reported periods, in whole people", "the unit named", decimals=2),
    "below": _text("a level further down"),
    "exchange": Column(
        "what one more unit given up above would save below, at the margin",
        "unit below per unit above",
        decimals=6,
    ),
    # binding
    "rule": _text("rule family"),
    "place": _text("where it stands in the scenario"),
    "periods": Column("in how many reported periods it leaves no room", "periods", kind="integer"),
    "of_periods": Column("out of how many", "periods", kind="integer"),
    "words": _text("the rule in words"),
    "used": Column("how much is used", "the lever's unit", decimals=3),
    "most": Column("how much could be used", "the lever's unit", decimals=3),
    # assumptions
    "path": _text("where the number stands in the scenario"),
    "valid_from": _text("the first day on which it holds; empty: always"),
    "value": _text("the number, or numbers, as stated"),
    "low": _text("the lowest plausible value"),
    "high": _text("the highest plausible value"),
    "basis": _text("published, derived, estimate, decision, unstated or default"),
    "source": _text("where it comes from"),
    "note": _text("how it came about"),
    # what a scenario says otherwise than the one it builds on
    "was": _text("what stood there in the scenario that it builds on; empty: nothing"),
    "now": _text("what stands there; empty: nothing any more"),
    "origin": _text("who says so: a file and its line, --set, or a variant"),
    "what_if": Column("whether a variant or the command line says so, not a file", kind="boolean"),
    # hours, breaches, trials
    "pattern": _text("hours pattern"),
    "hours_per_fte": _hours("hours of one full-time person"),
    "breach": Column("how far it is broken", "the rule's unit", decimals=4),
    "fte_most": _fte("greatest amount of the lever that was tried"),
    "peak_backlog_cases": _cases("largest backlog at the end of a period"),
    "final_backlog_cases": _cases("backlog at the end of the plan"),
    "cleared_by": _text(
        "the end of the first period from which nothing is overdue any more; empty: not within the plan"
    ),
    "redeployed_hours": _hours("hours worked by colleagues from elsewhere"),
    "used_fte": _fte("most of the lever that was in use in any period"),
    # stress
    "case": _text(
        "central (all as stated), input (one number at an end of its range), together (all of them at their ends),"
        " sample, or percentile (of the samples)"
    ),
    "number": Column("which sample, or which percentile; 0 elsewhere", kind="integer"),
    "end": _text(
        "low or high end of the number's range; together: favourable or unfavourable, as each was found to be alone"
    ),
    "people": _text("held: what the plan decides about people stays, and only day-to-day work is planned again"),
    "tried_value": Column(
        "the number at that end; of a dated one its first value that has a range", "the number's unit", decimals=6
    ),
    "rules_broken": Column(
        "rules about work that the people held cannot keep: a date, a floor, a limit on a priority, tutors' time",
        "rules",
        kind="integer",
    ),
    "seed": Column("what the samples are drawn from; 0 elsewhere", kind="integer"),
    # alternatives
    "way": _text("a way in, move, pathway, exit, agency or reduced hours"),
    "from_team": _text("the team that people come from; empty where that is nowhere in the force"),
    "from_role": _text("the role that people come from"),
    "other_fte": _fte("how many in the plan that the alternatives are to be close to, or today"),
    "best_fte": _fte("how many in the best plan"),
    "closest_fte": _fte("how many in the good plan that does least otherwise; empty at the end of a range"),
    "least_fte": _fte("the least that any good plan has; empty where there is no plan"),
    "most_fte": _fte("the most that any good plan has; empty at the end of a range"),
    # requirements
    "requirement": _text("a requirement stated straight in posts"),
    "required_fte": _fte("strength that is required"),
    "reduced_fte": _fte("strength that does not count because people are on reduced hours"),
    "short_fte": _fte("strength short of the requirement"),
    "over_fte": _fte("strength over the requirement"),
    # initiatives
    "initiative": _text("a change to how work is done"),
    "starts": Column("whether it starts in the period", kind="boolean"),
    "running": Column("whether it starts in the period or has started before", kind="boolean"),
    "fewer_cases": _cases("cases that do not come to this force because of it alone; negative: more"),
    "handed_over_cases": _cases("cases that partner agencies bear because of it alone"),
    "saved_hours": _hours("hours less because of it alone: of cases that do not come, and on cases started"),
    "saved_elsewhere_hours": _hours("the same of out-of-scope teams: on cases that come"),
    "tied_up_fte": _fte("people whom it takes from their cases"),
    # prices
    "pay_pounds": _pounds("pay of one FTE for the period"),
    "on_costs_pounds": _pounds("on-costs of one FTE for the period"),
    "productive_hours_per_fte": _hours("hours that one FTE can give to cases in the period"),
    # structure and removed ranks
    "rank": _text("rank of officers, or grade of police staff"),
    "opening_fte": _fte("strength before the first period"),
    "closing_fte": _fte("strength at the end of the last reported period"),
    "opening_approved_fte": _fte("posts on the first day, those of a rank that is removed from then on included"),
    "closing_approved_fte": _fte("posts in the last reported period, those that came or went with people included"),
    "holders_fte": _fte("people in post in the rank at the end of the period"),
    "temporary_fte": _fte("of them in post by temporary promotion, who go back"),
    "gone_fte": _fte("holders when the rank was frozen, less holders now"),
    "came_back_fte": _fte("posts of the rank that have come back as another rank so far"),
    "present_fte": _fte("people in post on this line who came so"),
    "paid_fte": _fte("of them, and of those still on the way, how many are paid as this line is"),
    "protected_fte": _fte("of them, how many are paid as on the line they came from"),
    # natural spread and record
    "opening_heads": Column("people in post before the first period, as whole heads", "heads", decimals=0),
    "staying_share": _share("share of them who have not left by natural wastage"),
    "expected_fte": _fte("strength that is expected"),
    "low_fte": _fte("strength that natural wastage leaves at least, but for one time in ten"),
    "high_fte": _fte("strength that natural wastage leaves at most, but for one time in ten"),
    "indicative": Column(
        "whether the line is under about five FTE and no flow of it is in whole people", kind="boolean"
    ),
    "on": Column("the day", kind="date"),
    "recorded_fte": _fte("holders of the rank there really were"),
    "recorded_came_back_fte": _fte("posts that had really come back as another rank; 0 where it is not known"),
    "expected_came_back_fte": _fte("posts that were expected to have come back by then"),
    "stated_rate": Column("share of the holders who leave in a year, as stated", "share a year", decimals=6),
    "best_rate": Column("the constant rate that fits the record best", "share a year", decimals=6),
    "stated_squares": Column("sum of the squared differences from the record, at the rate stated", "FTE²"),
    "best_squares": Column("sum of the squared differences from the record, at the best rate", "FTE²"),
    # what a removed rank saves
    "cash": Column("whether it is money, not the worth of people's time", kind="boolean"),
    "saved_fte": Column("people saved over the year; negative: people that it takes", "FTE-years"),
    "saved_pounds": _pounds("what is saved; negative: what it costs"),
    # officer numbers
    "census": Column("the day on which officers are counted", kind="date"),
    "officers_heads": _heads("officers in the planned teams, those on a pathway included"),
    "change_heads": _heads("officers in the planned teams now, less those before the first period"),
    "taken_heads": _heads("officers who have joined from other parts of the force so far"),
    "given_heads": _heads("officers who have gone to other parts of the force so far"),
    "net_change_heads": _heads("change in the officers of the whole force: the change, less taken, and given"),
    "force_heads": _heads("officers of the whole force; 0 where it is not stated how many it began with"),
    "target_heads": _heads("officers that the force has promised to have; 0 where none is stated"),
    "missing_heads": _heads("officers short of the target; 0 where it cannot be said"),
    "grant_at_risk_pounds": _pounds("grant that the force loses if so many are missing"),
    # cost against coverage
    "budget_pounds": _pounds("what the limits that move allow in the first financial year of the plan"),
    "change_pounds": _pounds("that, less what they allow today; every year changes by as much"),
    "cost_pounds": _pounds("what the plan spends in the reported periods"),
    "overtime_pounds": _pounds("what of it goes on overtime"),
    "next_hours_per_100000_pounds": _hours("hours by which the gap falls for each £100,000 more, up to the next row"),
    "late_hour_months": Column(
        "late work of the tier when the tiers above hold, the run-out included: hours times months, what is never done"
        " as if it were years late",
        "hour-months",
    ),
    "piece": Column("number of the straight piece, from the lowest budget up", kind="integer"),
    "from_pounds": _pounds("the budget at which it begins"),
    "to_pounds": _pounds("the budget at which it ends"),
    "from_gap_hours": _hours("the gap where it begins"),
    "to_gap_hours": _hours("the gap where it ends"),
    "hours_per_100000_pounds": _hours("hours by which the gap falls for each £100,000 more"),
    "ends_after_pounds": _pounds("the bend at its end lies above this budget"),
    "ends_before_pounds": _pounds("and below this one"),
    "corner": Column("number of the corner, from the least of the first priority", kind="integer"),
    "first_priority": _text("one priority"),
    "first_unit": _text("its unit"),
    "first_value": Column("what it is", "the priority's unit"),
    "second_priority": _text("the other priority"),
    "second_unit": _text("its unit"),
    "second_value": Column("the least that it can be then", "the priority's unit"),
    "next_slope": Column("by how much the second falls for each unit of the first, up to the next row", decimals=9),
}
"""Every column: its meaning, unit and printed precision."""


@dataclass(frozen=True)
class TableContract:
    """An output table: what a row is, its key and its columns in order."""

    title: str
    key: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in order."""
        return self.key + self.values


TABLES: dict[str, TableContract] = {
    "staffing": TableContract(
        "Posts, people and hours of each line in each period",
        ("plan", "team", "role", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "approved_fte",
            "budgeted_fte",
            "strength_fte",
            "headcount",
            "vacancy_fte",
            "supernumerary_fte",
            "in_training_fte",
            "unavailable_fte",
            "available_fte",
            "limited_fte",
            "deployable_fte",
            "contracted_hours",
            "away_hours",
            "learning_hours",
            "productive_hours",
            "tutor_hours",
            "untutored_hours",
            "overtime_hours",
            "agency_hours",
            "lent_hours",
            "borrowed_hours",
            "worked_hours",
            "spare_hours",
        ),
    ),
    "flows": TableContract(
        "Who leaves, joins, starts and moves",
        ("plan", "team", "role", "period", "kind", "flow"),
        ("period_first", "financial_year", "reported", "other_team", "other_role", "fte"),
    ),
    "work": TableContract(
        "Demand, work and backlog of each line in each period",
        ("plan", "line", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "team",
            "tier",
            "recorded_cases",
            "partner_cases",
            "arrivals_cases",
            "latent_cases",
            "opening_backlog_cases",
            "repeat_cases",
            "started_cases",
            "closed_undone_cases",
            "backlog_cases",
            "overdue_cases",
            "hours_per_case",
            "arrivals_hours",
            "latent_hours",
            "due_hours",
            "covered_hours",
            "displaced_hours",
            "missed_hours",
            "not_done_hours",
            "backlog_hours",
            "overdue_hours",
        ),
    ),
    "tasks": TableContract(
        "Hours of each task in each period",
        ("plan", "line", "task", "period"),
        ("period_first", "reported", "team", "due_hours", "covered_hours", "displaced_hours", "missed_hours"),
    ),
    "worked": TableContract(
        "Hours that each role works on each task",
        ("plan", "line", "task", "role", "period"),
        ("period_first", "reported", "team", "worked_hours", "efficiency", "covered_hours"),
    ),
    "coverage": TableContract(
        "Coverage and gap over windows, each worked out over its own window",
        ("plan", "scope", "name", "window_kind", "window"),
        (
            "covered_hours",
            "not_done_hours",
            "overdue_hours",
            "gap_hours",
            "gap_fte",
            "demand_hours",
            "latent_hours",
            "coverage",
            "coverage_with_latent",
        ),
    ),
    "elsewhere": TableContract(
        "Work and people of other parts of the force and of partners",
        ("plan", "team", "kind", "cause", "period"),
        ("period_first", "reported", "hours", "fte"),
    ),
    "supervision": TableContract(
        "Who is led and who is not",
        ("plan", "group", "period"),
        ("period_first", "reported", "led_fte", "unled_fte", "leaders_missing_fte"),
    ),
    "leaders": TableContract(
        "Who leads whom",
        ("plan", "group", "team", "role", "period"),
        ("period_first", "reported", "leads_fte", "span_limit", "leaders_needed_fte"),
    ),
    "costs": TableContract(
        "Cost by kind, nature, funding, team, role and period",
        ("plan", "kind", "nature", "funding", "team", "role", "lever", "period"),
        ("period_first", "financial_year", "reported", "cashable", "pounds"),
    ),
    "budget": TableContract(
        "Cost by financial year against its limits",
        ("limit", "financial_year"),
        ("reported", "limit_pounds", "before_pounds", "after_pounds", "left_pounds"),
    ),
    "reconciliation": TableContract(
        "From the approved establishment to the cost of each plan, step by step",
        ("plan", "financial_year", "order"),
        ("reported", "step", "is_total", "pounds"),
    ),
    "effects": TableContract(
        "What each action costs in the year, and in a full year of what stands at its end",
        ("plan", "lever", "kind", "financial_year"),
        ("reported", "part_year_pounds", "full_year_pounds"),
    ),
    "levers": TableContract(
        "How far each lever is used",
        ("plan", "lever", "team", "role", "period"),
        ("period_first", "reported", "kind", "unit", "used", "most"),
    ),
    "levels": TableContract(
        "What was minimised, in order",
        ("plan", "order"),
        ("level", "unit", "best", "held", "tolerance", "status", "bound", "proof_gap", "proof"),
    ),
    "exchange": TableContract(
        "What giving up a level would buy below, at the margin", ("level", "below"), ("exchange",)
    ),
    "binding": TableContract(
        "Rules and roles that leave no room", ("rule", "name"), ("place", "periods", "of_periods", "words")
    ),
    "breaches": TableContract(
        "Rules that the plan before action breaks", ("rule", "name", "window"), ("place", "unit", "breach")
    ),
    "hours": TableContract(
        "Hours of a full-time person, line by line",
        ("pattern", "name", "period"),
        ("period_first", "reported", "kind", "hours_per_fte"),
    ),
    "stress": TableContract(
        "How the plan stands when demand and hours differ and its people are held",
        ("case", "number", "path", "end", "scope", "name"),
        (
            "people",
            "tried_value",
            "covered_hours",
            "gap_hours",
            "demand_hours",
            "coverage",
            "rules_broken",
            "seed",
        ),
    ),
    "trials": TableContract(
        "What each size of a lever would do",
        ("lever", "fte_most"),
        (
            "line",
            "used_fte",
            "peak_backlog_cases",
            "final_backlog_cases",
            "cleared_by",
            "gap_hours",
            "redeployed_hours",
            "displaced_hours",
            "pounds",
        ),
    ),
    "requirements": TableContract(
        "What each requirement in posts asks for, and what is short of it or over",
        ("plan", "requirement", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "team",
            "required_fte",
            "strength_fte",
            "reduced_fte",
            "short_fte",
            "over_fte",
        ),
    ),
    "initiatives": TableContract(
        "What each initiative does, ties up and costs",
        ("plan", "initiative", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "starts",
            "running",
            "fewer_cases",
            "handed_over_cases",
            "saved_hours",
            "saved_elsewhere_hours",
            "tied_up_fte",
            "pounds",
        ),
    ),
    "prices": TableContract(
        "What one full-time person costs and gives",
        ("role", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "pay_pounds",
            "on_costs_pounds",
            "productive_hours_per_fte",
        ),
    ),
    "structure": TableContract(
        "People and posts by rank and team, at the opening and at the end",
        ("plan", "team", "rank"),
        ("opening_fte", "closing_fte", "opening_approved_fte", "closing_approved_fte"),
    ),
    "holders": TableContract(
        "Holders of the ranks that are removed",
        ("plan", "rank", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "holders_fte",
            "temporary_fte",
            "supernumerary_fte",
            "gone_fte",
            "came_back_fte",
        ),
    ),
    "former_holders": TableContract(
        "People of other lines who held a rank that is removed, or a post of it that came back",
        ("plan", "rank", "flow", "period"),
        (
            "period_first",
            "financial_year",
            "reported",
            "team",
            "role",
            "kind",
            "present_fte",
            "paid_fte",
            "protected_fte",
        ),
    ),
    "natural_spread": TableContract(
        "How many of a small line are still there if people only leave of their own accord: four times in five"
        " between low and high",
        ("team", "role", "period"),
        (
            "period_first",
            "reported",
            "opening_heads",
            "staying_share",
            "expected_fte",
            "low_fte",
            "high_fte",
            "indicative",
        ),
    ),
    "record": TableContract(
        "What really happened to a removed rank, beside what was expected",
        ("rank", "on"),
        (
            "recorded_fte",
            "expected_fte",
            "low_fte",
            "high_fte",
            "recorded_came_back_fte",
            "expected_came_back_fte",
        ),
    ),
    "record_fit": TableContract(
        "Which constant rate of leaving fits the record of a removed rank best",
        ("rank",),
        ("stated_rate", "best_rate", "stated_squares", "best_squares"),
    ),
    "removal": TableContract(
        "What a removed rank saves and costs in the reported periods, step by step",
        ("plan", "rank", "financial_year", "order"),
        ("step", "cash", "is_total", "saved_fte", "saved_pounds"),
    ),
    "officers": TableContract(
        "Officers on census days, and the grant at risk",
        ("plan", "census"),
        (
            "officers_heads",
            "change_heads",
            "taken_heads",
            "given_heads",
            "net_change_heads",
            "force_heads",
            "target_heads",
            "missing_heads",
            "grant_at_risk_pounds",
        ),
    ),
    "rounding": TableContract(
        "What it costs that people and the start of initiatives are whole, level by level",
        ("level",),
        ("unit", "continuous", "whole", "price", "reported_unit", "reported_continuous", "reported_whole"),
    ),
    "assumptions": TableContract(
        "Every number that the plan used",
        ("path", "valid_from"),
        ("value", "unit", "low", "high", "basis", "source", "note"),
    ),
    "overrides": TableContract(
        "What the scenario says otherwise than the one that it builds on",
        ("path",),
        ("was", "now", "origin", "what_if"),
    ),
}
"""Every output table; `trials`, `initiatives`, `requirements` and `overrides` only where the scenario has them,
`stress` where somebody asked for it."""

ALTERNATIVES_TABLES: dict[str, TableContract] = {
    "alternatives": TableContract(
        "Between what each way and move lies in all plans that are nearly as good as the best",
        ("path", "end", "kind", "way"),
        (
            "tried_value",
            "from_team",
            "from_role",
            "team",
            "role",
            "other_fte",
            "best_fte",
            "closest_fte",
            "least_fte",
            "most_fte",
        ),
    ),
}
"""Tables of the folder that `planner alternatives` writes."""

FRONTIER_TABLES: dict[str, TableContract] = {
    "frontier": TableContract(
        "Cost against coverage: the plan with each budget",
        ("budget_pounds",),
        (
            "change_pounds",
            "cost_pounds",
            "gap_hours",
            "covered_hours",
            "coverage",
            "strength_fte",
            "overtime_hours",
            "overtime_pounds",
            "next_hours_per_100000_pounds",
        ),
    ),
    "parts": TableContract(
        "The same for each harm tier and team",
        ("budget_pounds", "scope", "name"),
        ("gap_hours", "covered_hours", "coverage", "strength_fte", "late_hour_months"),
    ),
    "pieces": TableContract(
        "The curve as few straight pieces",
        ("piece",),
        (
            "from_pounds",
            "to_pounds",
            "from_gap_hours",
            "to_gap_hours",
            "hours_per_100000_pounds",
            "ends_after_pounds",
            "ends_before_pounds",
        ),
    ),
    "corners": TableContract(
        "Two priorities against each other: the corners of the curve",
        ("corner",),
        (
            "first_priority",
            "first_unit",
            "first_value",
            "second_priority",
            "second_unit",
            "second_value",
            "next_slope",
        ),
    ),
}
"""Tables of cost against coverage, and of two priorities against each other."""
