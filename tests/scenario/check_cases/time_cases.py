"""Cases for the checks of dates and lengths of time."""

from __future__ import annotations

from check_cases.case import Case

SUPPLY = "\nsupply:\n"
PLAN = "period: {first: 2024-04, last: 2025-03, step: month}"

CASES: list[Case] = [
    (
        "check_period_is_whole",
        [("last: 2025-03,", "last: 2025-03-15,")],
        [
            (
                "period.last",
                "2025-03-15",
                ("The time from 2024-04-01 to 2025-03-15 is not made of whole months. Write 2025-02 or 2025-03."),
            )
        ],
    ),
    (
        "check_period_is_whole",
        [(PLAN, "period: {first: 2024-04, last: 2025-02, step: quarter}")],
        [
            (
                "period.last",
                "2025-02",
                ("The time from 2024-04-01 to 2025-02-28 is not made of whole quarters. Write 2024-12 or 2025-03."),
            )
        ],
    ),
    (
        "check_period_is_whole",
        [(PLAN, "period: {first: 2024-04, last: 2025-02, step: year}")],
        [
            (
                "period.last",
                "2025-02",
                "The time from 2024-04-01 to 2025-02-28 is not made of whole years. Write 2025-03.",
            )
        ],
    ),
    (
        "check_period_is_whole",
        [(PLAN, "period: {first: 2024-04-01, last: 2025-03-31, step: week}")],
        [
            (
                "period.last",
                "2025-03-31",
                ("The time from 2024-04-01 to 2025-03-31 is not made of whole weeks. Write 2025-03-30 or 2025-04-06."),
            )
        ],
    ),
    (
        "check_period_is_whole",
        [("first: 2024-04,", "first: 2024-04-15,")],
        [
            (
                "period.first",
                "2024-04-15",
                "A plan by month begins on the first day of a month, and 2024-04-15 is none. Write 2024-04.",
            )
        ],
    ),
    (
        "check_plan_is_not_too_long",
        [("step: month}", "step: month, run_out: 100 years}")],
        [
            (
                "period",
                "period",
                (
                    "The plan and its run-out have 1,212 periods, more than 240. Write a longer step, or"
                    " plan a shorter time."
                ),
            )
        ],
    ),
    (
        "check_plan_is_not_too_long",
        [("lead: 3 months", "lead: 50 years")],
        [
            (
                "period",
                "period",
                (
                    "The plan and its run-out have 620 periods, more than 240. No run-out is stated, so that it is as"
                    " long as the longest lead, ramp, spread and standard together: 608 months. Correct these, write"
                    " a longer step, or plan a shorter time."
                ),
            )
        ],
    ),
    (
        "check_joiners_and_leavers_are_in_the_plan",
        [
            (
                SUPPLY,
                (
                    "\nsupply:\n  known_joiners: {class_of_march: {team: child_protection, role: detective,"
                    " on: 2024-03-25, fte: 2}}\n"
                ),
            )
        ],
        [
            (
                "supply.known_joiners.class_of_march.on",
                "2024-03-25",
                (
                    "2024-03-25 is before the first day of the plan, 2024-04-01. Count these people in"
                    " `strength_fte` and take the entry out."
                ),
            )
        ],
    ),
    (
        "check_joiners_and_leavers_are_in_the_plan",
        [
            (
                SUPPLY,
                (
                    "\nsupply:\n  known_leavers: {retiring: {team: child_protection, role: detective, on:"
                    " 2027-03-25, fte: 2}}\n"
                ),
            )
        ],
        [
            (
                "supply.known_leavers.retiring.on",
                "2027-03-25",
                "2027-03-25 is after the end of the plan, so this has no effect.",
            )
        ],
    ),
    # The second figure holds from the first day, the third from the beginning.
    (
        "check_dated_values_say_what_holds_first",
        [
            ("multiplier: 1.333", "multiplier: [{from: 2024-09, value: 1.5}, {from: 2025-01, value: 1.333}]"),
            ("hours_each: 8", "hours_each: [{from: 2024-04, value: 8}, {from: 2024-09, value: 7}]"),
            ("share_of_contracted: 0.05", "share_of_contracted: [{value: 0.05}, {from: 2024-09, value: 0.1}]"),
        ],
        [
            (
                "supply.overtime.case_work.multiplier[0]",
                "from",
                (
                    "Nothing says what holds before 2024-09-01, and the plan begins on 2024-04-01. Put that in front, 0"
                    " if there is nothing: [{value: 0}, {from: 2024-09-01, value: 1.5}]."
                ),
            )
        ],
    ),
    (
        "check_starts_before_the_plan",
        [
            (
                "lead: 1 month\n",
                (
                    "lead: 1 month\n      already_started: [{on: 2024-05, fte: 1}, {on: 2024-01, fte: 1},"
                    " {on: 2024-03, fte: 1}]\n"
                ),
            )
        ],
        [
            (
                "supply.recruitment.detectives_from_response.already_started[0].on",
                "2024-05",
                ("2024-05-01 is not before the first day of the plan, 2024-04-01. Write it as one of the `intakes`."),
            ),
            (
                "supply.recruitment.detectives_from_response.already_started[1].on",
                "2024-01",
                (
                    "Who started on 2024-01-01 joined on 2024-02-01, before the plan begins. Count these"
                    " people in `strength_fte` and take the entry out."
                ),
            ),
        ],
    ),
    (
        "check_clear_by_is_in_the_plan",
        [("opening: {", "clear_by: 2025-06\n    opening: {")],
        [
            (
                "demand.abuse_crimes.clear_by",
                "2025-06",
                (
                    "2025-06-01 is outside the plan, 2024-04-01 to 2025-03-31. Write a day in the plan, or"
                    " take the key out."
                ),
            )
        ],
    ),
    (
        "check_clear_by_is_in_the_plan",
        [("opening: {", "clear_by: 2024-04-20\n    opening: {")],
        [
            (
                "demand.abuse_crimes.clear_by",
                "2024-04-20",
                "No period ends by 2024-04-20: the first one ends on 2024-04-30. Write that day or a later one.",
            )
        ],
    ),
    (
        "check_requirements_hold_some_time",
        [
            (
                SUPPLY,
                (
                    "\nrequirements:\n  cover: {team: child_protection, roles: [detective], at_least_fte: 1,"
                    " from: 2024-09, until: 2024-08}\n  past: {team: child_protection, roles: [detective],"
                    " at_least_fte: 1, until: 2023-08}\n\nsupply:\n"
                ),
            ),
            ("until: 2024-11-01", "until: 2024-03-01"),
        ],
        [
            (
                "establishment.domestic_abuse.detective.unavailable.maternity.until",
                "2024-03-01",
                "2024-03-01 is not after the first day of the plan, so this has no effect.",
            ),
            (
                "requirements.cover.until",
                "2024-08",
                "This ends (2024-08-01) before it begins (2024-09-01). Write a later day.",
            ),
            ("requirements.past", "past", "This holds only outside the plan, so it has no effect."),
        ],
    ),
    (
        "check_intakes_are_in_the_plan",
        [("intakes: [2024-06, 2024-10,", "intakes: [2023-06, 2024-10, 2024-10,")],
        [
            (
                "supply.recruitment.investigators_cp.intakes[0]",
                "2023-06",
                "The intake on 2023-06-01 is outside the plan, so it has no effect.",
            ),
            (
                "supply.recruitment.investigators_cp.intakes[2]",
                "2024-10",
                "The intake on 2024-10-01 stands here twice. Keep one; its places are `per_intake_fte`.",
            ),
        ],
    ),
    (
        "check_lists_by_period_have_a_number_for_each",
        [
            (
                "cases: {value: 2400, per: year, basis: estimate, source: crime_system}",
                "by_period: [200, 200, 200]",
            )
        ],
        [
            (
                "demand.abuse_crimes.arrivals.by_period",
                "by_period",
                (
                    "Here are 3 numbers for the plan's 12 periods. Write one for each month from 2024-04-01"
                    " to 2025-03-31."
                ),
            )
        ],
    ),
]
