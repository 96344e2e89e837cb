"""What a reader is told when rules contradict each other: which, what would be enough, and which date works."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.clashes import Change, ClashingRule, Conflict, ContradictionError, EarliestDate, Edit, Repair
from planner.errors import Mark
from planner.reports.contradiction import WIDTH, contradiction

GONE_BY = "structure.removed_ranks.chief_inspector.gone_by"
EXITS = "supply.exits.ves.per_year_fte"
FILE = "inputs/2019-two-ranks-by-september.yaml"
RULES = (ClashingRule("removed rank gone", GONE_BY), ClashingRule("exits per year", EXITS))
MORE_EXITS = Change(EXITS, "exits per year", 1.2, "more", 0.5)
EARLIEST = EarliestDate(GONE_BY, date(2019, 9, 30), date(2021, 3, 31), 1.1)


def test_the_whole_message() -> None:
    changes = (Change(GONE_BY, "removed rank gone", 1.1, "more", 0.0, "FTE"), MORE_EXITS)
    failure = ContradictionError((Conflict(RULES, changes, True),), (EARLIEST,)).with_marks(
        {
            GONE_BY: Mark(FILE, 41, 7, text="      gone_by: {on: 2019-09-30}"),
            EXITS: Mark(FILE, 58, 5, text="    per_year_fte: 0.5"),
        }
    )
    assert contradiction(failure) == (
        """\
The rules of this scenario contradict each other, so there is no plan. These cannot all hold:

inputs/2019-two-ranks-by-september.yaml:41:7  structure.removed_ranks.chief_inspector.gone_by
    | gone_by: {on: 2019-09-30}
    removed rank gone

inputs/2019-two-ranks-by-september.yaml:58:5  supply.exits.ves.per_year_fte
    | per_year_fte: 0.5
    exits per year

inputs/2019-two-ranks-by-september.yaml:41:7  structure.removed_ranks.chief_inspector.gone_by asks
    for 2019-09-30; the ways out that the rules allow leave at least 1.1 FTE on that day. The
    earliest date that works is 2021-03-31.

Each of these changes alone is enough:
inputs/2019-two-ranks-by-september.yaml:41:7  structure.removed_ranks.chief_inspector.gone_by: 1.10
    FTE more (1.10 instead of 0.00)
inputs/2019-two-ranks-by-september.yaml:58:5  supply.exits.ves.per_year_fte: 1.20 more (1.70 instead
    of 0.50)

Loosen one of them (a lower minimum, a higher limit, a later date) or allow more of a lever, and
solve again. Nothing was written."""
    )


def test_each_of_several_conflicts_is_told_by_itself() -> None:
    budget = "budget.limits.whole"
    money = Change(budget, "", 1e6, "more", 4e6, "pounds")
    conflicts = (
        Conflict(RULES, (replace(MORE_EXITS, unit="FTE"), Change(GONE_BY, "", 1.1, "more", unit="FTE")), True),
        Conflict((ClashingRule("what a year costs stays within the budget", budget),), (money,), True),
    )
    assert contradiction(ContradictionError(conflicts, (EARLIEST,))) == (
        """\
The rules of this scenario contradict each other, so there is no plan. There are 2 conflicts; each
needs a change of its own.

Conflict 1. These cannot all hold:

structure.removed_ranks.chief_inspector.gone_by
    removed rank gone

supply.exits.ves.per_year_fte
    exits per year

structure.removed_ranks.chief_inspector.gone_by asks for 2019-09-30; the ways out that the rules
allow leave at least 1.1 FTE on that day. The earliest date that works is 2021-03-31.

Each of these changes alone ends this conflict:
supply.exits.ves.per_year_fte: 1.20 FTE more (1.70 instead of 0.50)
structure.removed_ranks.chief_inspector.gone_by: 1.10 FTE more

Conflict 2. This cannot hold:

budget.limits.whole
    what a year costs stays within the budget

Only this change alone ends this conflict:
budget.limits.whole: £1,000,000.00 more (£5,000,000.00 instead of £4,000,000.00)

Loosen one rule of each (a lower minimum, a higher limit, a later date) or allow more of a lever,
and solve again. Nothing was written."""
    )


def test_conflicts_that_were_not_looked_for_are_not_denied() -> None:
    failure = ContradictionError((Conflict(RULES, (MORE_EXITS,), True),), every_conflict_found=False)
    text = " ".join(contradiction(failure).split())
    assert "This is one conflict; there may be others. Each needs a change of its own." in text
    assert "Only this change alone ends this conflict: supply.exits.ves.per_year_fte" in text
    assert "is enough" not in text


def test_a_conflict_that_no_single_change_ends_says_so() -> None:
    failure = ContradictionError((Conflict(RULES, (MORE_EXITS,), True), Conflict(RULES, (), True), Conflict(RULES)))
    text = " ".join(contradiction(failure).split())
    assert text.count("No single change ends this conflict: loosen several of these together.") == 1
    assert text.count("Which changes would end this conflict was not found out in the time.") == 1


def test_without_time_nothing_is_named() -> None:
    text = contradiction(ContradictionError((), every_conflict_found=False))
    assert text == (
        "The rules of this scenario contradict each other, so there is no plan.\n\n"
        "The time ended before it was known which rules these are. Give it more time, and solve again.\n"
        "Nothing was written."
    )


def said(*changes: Change, tried: bool = True, earliest: tuple[EarliestDate, ...] = ()) -> str:
    text = contradiction(ContradictionError((Conflict(RULES, changes, tried),), earliest))
    assert max(map(len, text.splitlines())) <= WIDTH == 100
    return text


def test_less_is_asked_where_at_least_so_much_is_asked() -> None:
    change = Change("structure.minimum.leaders", "minimum strength", 2.5, "less", 10.0)
    assert "\nstructure.minimum.leaders: 2.50 less (7.50 instead of 10.00)\n" in said(change)


def test_an_amount_with_more_decimals_is_not_cut_short() -> None:
    assert ": 0.0034 more (0.5034 instead of 0.5000)\n" in said(replace(MORE_EXITS, amount=0.0034))


def test_a_new_limit_is_rounded_so_that_it_is_enough() -> None:
    # 5/12 + 1.2 = 1.61666…, for which 1.61 would not be enough; 2/3 less 0.2 is 0.46666…, at most 0.46.
    assert "(1.62 instead of 0.42)" in said(replace(MORE_EXITS, limit=5 / 12))
    assert "0.20 less (0.46 instead of 0.67)" in said(replace(MORE_EXITS, direction="less", amount=0.2, limit=2 / 3))


def test_a_round_new_limit_is_not_pushed_up_by_the_last_bit() -> None:
    # 0.1 + 0.2 is a hair above 0.3 in floating point.
    assert "0.20 more (0.30 instead of 0.10)" in said(replace(MORE_EXITS, amount=0.2, limit=0.1))


def test_without_one_limit_of_today_the_amount_alone_is_said() -> None:
    assert "supply.exits.ves.per_year_fte: 1.20 more\n" in said(replace(MORE_EXITS, limit=None))
    either = replace(MORE_EXITS, direction="either")
    assert "supply.exits.ves.per_year_fte: 1.20 more or less\n" in said(either)


def test_pounds_have_their_thousands_apart() -> None:
    change = Change("budget.limits.whole", "budget", 23703.71, "more", 1e6, "pounds")
    assert "budget.limits.whole: £23,703.71 more (£1,023,703.71 instead of £1,000,000.00)" in said(change)


def test_no_single_change_is_enough() -> None:
    text = said()
    assert text.endswith(
        "No single change is enough. Other rules contradict each other as well: loosen one of these (a lower\n"
        "minimum, a higher limit, a later date) and solve again to see the others. Nothing was written."
    )
    assert "Each of these changes" not in text


def test_what_was_not_tried_is_not_denied() -> None:
    text = said(tried=False)
    assert "No single change is enough" not in text
    assert "Not every change has been tried. Loosen one of them" in text
    assert "Not every other change has been tried." in said(MORE_EXITS, tried=False)


def test_no_date_works() -> None:
    text = " ".join(said(earliest=(replace(EARLIEST, possible=None),)).split())
    assert f"{GONE_BY} asks for 2019-09-30; the ways out that the rules allow leave at least 1.1 FTE" in text
    assert "on that day, and no date within the plan works." in text
    assert "The earliest date" not in text


def test_dates_that_work_alone_and_not_together() -> None:
    later = replace(EARLIEST, together=date(2021, 8, 31))
    text = " ".join(said(earliest=(later,)).split())
    assert "is 2021-03-31 for this rank alone; all ranks together can be gone by 2021-08-31." in text
    alone = replace(later, possible=date(2019, 9, 30), least_fte=0.0)
    assert (
        f"{GONE_BY} asks for 2019-09-30, which works alone, but not with other dates; all ranks together can be gone"
        " by 2021-08-31."
    ) in " ".join(said(earliest=(alone,)).split())


def test_what_there_may_be_more_of_is_said_where_the_figure_does_not() -> None:
    floor = Change("demand.calls.coverage_floor", "", 70.0, "more", None, "hours", family="coverage_floor")
    assert "\ndemand.calls.coverage_floor: 70.00 hours more not covered in a year\n" in said(floor)


def test_what_is_left_is_never_rounded_up() -> None:
    assert "leave at least 1.1 FTE" in " ".join(said(earliest=(replace(EARLIEST, least_fte=1.19),)).split())
    assert "leave a rest of less than 0.1 FTE" in " ".join(said(earliest=(replace(EARLIEST, least_fte=0.04),)).split())


def test_a_long_line_of_the_reader_is_cut_at_a_word() -> None:
    mark = Mark("a.yaml", 1, 1, text="  gone_by: " + "{on: 2019-09-30} # as announced " * 5)
    text = contradiction(ContradictionError((Conflict((replace(RULES[0], mark=mark),)),)))
    line = text.splitlines()[3]
    assert line.startswith("    | gone_by: {on: 2019-09-30} # as announced {on:")
    assert line.endswith(" …")
    assert len(line) <= WIDTH


def test_a_path_wider_than_the_screen_is_kept_whole() -> None:
    place = "supply." + "a_very_long_name_" * 8
    text = contradiction(ContradictionError((Conflict(RULES, (replace(MORE_EXITS, place=place),), True),)))
    assert f"{place}:\n" in text


def test_marks_are_given_to_everything_that_is_named_and_nothing_is_lost() -> None:
    failure = ContradictionError((Conflict(RULES, (MORE_EXITS,), True),), (EARLIEST,))
    mark = Mark("a.yaml", 3, 5)
    marked = failure.with_marks({EXITS: mark})
    assert [each.mark for each in marked.rules] == [None, mark]
    assert marked.changes == (replace(MORE_EXITS, mark=mark),)
    assert marked.earliest == (EARLIEST,)
    assert marked.every_change_tried
    assert MORE_EXITS.enough == 1.7


def test_repairs_are_told_as_figures_to_change_with_owner_size_and_what_to_run() -> None:
    line = Mark("inputs/x.yaml", 41, 7, text="fte: 12")
    minimum = "structure.minimum_strength.leaders"
    floor = "demand.calls.coverage_floor"
    rules = (
        ClashingRule("this strength is there", minimum, line, "strength_limits", "policy", "operations"),
        ClashingRule("at least this share is covered in each year", floor, None, "coverage_floor", "law", "operations"),
    )
    fewer = Edit(f"{minimum}.fte", 12.0, 10.5, "FTE", owner="operations", mark=line)
    money = Edit("budget.limits.whole.pounds_per_year", 8_920_000.0, 8_932_549.0, "pounds", owner="finance", mark=line)
    dated = replace(money, since=date(2020, 4, 1), step=1)
    later = Edit(f"{GONE_BY}.on", date(2019, 9, 30), date(2020, 8, 31), owner="HR")
    never = Edit("demand.calls.clear_by", date(2019, 9, 30), None, owner="operations")
    repairs = (Repair((fewer,)), Repair((money, dated)), Repair((later,)), Repair((never,)))
    failure = ContradictionError((Conflict(rules, (), True),), repairs=repairs).written_to("outputs/x")
    assert contradiction(failure) == (
        """\
The rules of this scenario contradict each other, so there is no plan. These cannot all hold:

inputs/x.yaml:41:7  structure.minimum_strength.leaders
    | fte: 12
    this strength is there (policy, operations)

demand.calls.coverage_floor
    at least this share is covered in each year (law, never offered for change, operations)

Each of these repairs is enough: tried out on the scenario, some plan then keeps every rule.
1. structure.minimum_strength.leaders.fte: 12 -> 10.5 FTE (inputs/x.yaml:41), policy, operations;
    1.5 FTE (12.5 %) less
2. budget.limits.whole.pounds_per_year: £8,920,000 -> £8,932,549 (inputs/x.yaml:41), policy,
    finance; £12,549 (0.141 %) more
   budget.limits.whole.pounds_per_year from 2020-04-01: £8,920,000 -> £8,932,549 (inputs/x.yaml:41),
    policy, finance; £12,549 (0.141 %) more
3. structure.removed_ranks.chief_inspector.gone_by.on: 2019-09-30 -> 2020-08-31, policy, HR; 336
    days later
4. demand.calls.clear_by: 2019-09-30 -> no date, policy, operations

Agree one with whoever owns it. The plan that the first one gives:
planner solve outputs/x/repair-1.yaml --out outputs/x-repair-1

Files: outputs/x (begin with explanation.md)"""
    )
