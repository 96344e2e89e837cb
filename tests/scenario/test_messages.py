"""What the types refuse is said in plain words, at its place, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

Shown = Callable[[str], str]
Changed = Callable[..., str]
Found = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "title: Two teams for a year",
            "titel: Two teams for a year",
            [("titel", "titel", 'There is no key "titel" here. Did you mean "title"?')],
        ),
        (
            "title: Two teams for a year\n",
            "",
            [("title", "format", "The key `title` is missing here: what the plan is called in a paper.")],
        ),
        (
            "growth: {value: 0.05, basis: estimate}",
            "growth: {value: 0.05, sorce: x}",
            [
                (
                    "demand.section_47.arrivals.growth.sorce",
                    "sorce",
                    'There is no key "sorce" here. Did you mean "source"?',
                )
            ],
        ),
        (
            "{team: child_protection, role: detective}\n",
            "{team: child_protection}\n",
            [
                (
                    "supply.moves.detectives_to_da.from.role",
                    "from",
                    "The key `role` is missing here: the role.",
                )
            ],
        ),
        (
            "statutory: true",
            "statutory: yes",
            [("demand.section_47.statutory", "yes", '"yes" cannot stand here. Write true or false.')],
        ),
        (
            "tier: 1 ",
            "tier: '1' ",
            [("demand.section_47.tier", "'1'", '"1" is text, not a number. Write a number without quotes.')],
        ),
        (
            "    tier: 2\n",
            "    tier: 12\n",
            [("demand.abuse_crimes.tier", "12", "12 is out of bounds. Write a number that is at most 9.")],
        ),
        (
            "counts: one enquiry, however many children",
            "counts: 2019",
            [
                (
                    "demand.section_47.counts",
                    "2019",
                    '2019 is a number, and text belongs here. Write "2019", in quotes.',
                )
            ],
        ),
        (
            "multiplier: 1.333",
            "multiplier: .inf",
            [
                (
                    "supply.overtime.case_work.multiplier",
                    ".inf",
                    "A number must be finite. Write the number itself.",
                )
            ],
        ),
        (
            "multiplier: 1.333",
            "multiplier: true",
            [
                (
                    "supply.overtime.case_work.multiplier",
                    "true",
                    "true and false are not numbers. Write a number.",
                )
            ],
        ),
        (
            "pounds_per_year: 60000",
            "pounds_per_year: £60,000",
            [
                (
                    "supply.overtime.case_work.pounds_per_year",
                    "£60,000",
                    '"£60,000" is text, not a number. Write 60000.',
                )
            ],
        ),
        (
            "share_of_hours: 0.1",
            "share_of_hours: 10",
            [
                (
                    "supply.redeployment.detectives_lent_to_da.share_of_hours",
                    "10",
                    "10 is not a share: a share lies between 0 and 1. Write 0.1 for 10 %.",
                )
            ],
        ),
        (
            "share_of_hours: 0.1",
            "share_of_hours: 10 %",
            [
                (
                    "supply.redeployment.detectives_lent_to_da.share_of_hours",
                    "10 %",
                    "Percentages are not read, so that 5 and 5 % cannot be mixed up. Write 0.1.",
                )
            ],
        ),
        (
            "hours_each: 8",
            "hours_each: -8",
            [("hours.officers.bank_holidays.hours_each", "-8", "-8 is negative. Write 0 or more.")],
        ),
        (
            "{value: 40, per: week}",
            "40",
            [
                (
                    "hours.officers.contracted",
                    "40",
                    (
                        "40 for what time? A rate says per what. Write {value: 40, per: year}, or per: month,"
                        " or per: week."
                    ),
                )
            ],
        ),
        (
            "per: month, basis",
            "per: fortnight, basis",
            [
                (
                    "demand.abuse_crimes.repeat_calls.per",
                    "fortnight",
                    '"fortnight" cannot stand under `per`. Write week, month or year.',
                )
            ],
        ),
        (
            "hours_per_case: {value: 4, basis: estimate}",
            "hours_per_case: {value: 4, basis: estimated}",
            [
                (
                    "demand.abuse_crimes.tasks.attend.hours_per_case.basis",
                    "estimated",
                    (
                        '"estimated" cannot stand under `basis`. Did you mean "estimate"? Write published,'
                        " derived, estimate or decision."
                    ),
                )
            ],
        ),
        (
            "range: [7, 12]",
            "range: [17, 12]",
            [
                (
                    "demand.abuse_crimes.tasks.investigate.hours_per_case",
                    "hours_per_case",
                    ("The value 9 does not lie in its own range 17 to 12. Write [lowest, highest] around the value."),
                )
            ],
        ),
        (
            "first: 2024-04",
            "first: April",
            [
                (
                    "period.first",
                    "April",
                    '"April" is not a date. Write a month like 2019-04 or a day like 2019-04-15.',
                )
            ],
        ),
        (
            "last: 2025-03",
            "last: 2024-03",
            [
                (
                    "period.last",
                    "2024-03",
                    (
                        "The plan ends (2024-03-01) before it begins (2024-04-01). Write a later last month"
                        " or an earlier first one."
                    ),
                )
            ],
        ),
        (
            "first: 2024-04",
            "first: 1024-04",
            [
                (
                    "period.first",
                    "1024-04",
                    "The year 1024 is not between 1950 and 2150. Write the right year.",
                )
            ],
        ),
        (
            "lead: 1 month",
            "lead: 1201 months",
            [
                (
                    "supply.recruitment.detectives_from_response.lead",
                    "1201 months",
                    "1201 months is longer than 100 years. Write a shorter time.",
                )
            ],
        ),
        (
            "start_within: 1 month ",
            "start_within: 1 ",
            [
                (
                    "demand.abuse_crimes.start_within",
                    "1",
                    (
                        "1 is not a length of time. Write 1 month, or 1 day. Lengths of time carry their"
                        " unit: 0 days, 3 weeks, 1 month, 2 years."
                    ),
                )
            ],
        ),
        (
            "lead: 1 month",
            "lead: {count: -1, unit: month}",
            [
                (
                    "supply.recruitment.detectives_from_response.lead",
                    "lead",
                    "A length of time is written with its unit: 0 days, 3 weeks, 1 month, 2 years.",
                ),
                (
                    "supply.recruitment.detectives_from_response.lead.count",
                    "-1",
                    "-1 is out of bounds. Write a number that is at least 0.",
                ),
            ],
        ),
        (
            "supervisor:   {approved_fte: 3,",
            "Super-visor:   {approved_fte: 3,",
            [
                (
                    "establishment.domestic_abuse.Super-visor",
                    "Super-visor",
                    ('"Super-visor" is not a name. Write small letters, digits and underscores, a letter first.'),
                )
            ],
        ),
        (
            "opening: {backlog_cases: 150}",
            "opening: 150",
            [
                (
                    "demand.abuse_crimes.opening",
                    "150",
                    (
                        "150 cannot stand here. Write a section with the keys backlog_cases, backlog_ages and"
                        " in_work_cases."
                    ),
                )
            ],
        ),
        (
            "fte: 1, until",
            "fte: , until",
            [
                (
                    "establishment.domestic_abuse.detective.unavailable.maternity.fte",
                    "fte",
                    "There is no value here. Write a number, or leave the key out.",
                )
            ],
        ),
        (
            "roles: [detective, investigator]",
            "roles: []",
            [
                (
                    "supply.overtime.case_work.roles",
                    "roles",
                    '"roles" needs at least 1 entry. Write what is missing.',
                )
            ],
        ),
        (
            "settling_in_by_month: [0.8, 0.9]",
            "settling_in_by_month: 0.8",
            [
                (
                    "supply.moves.detectives_to_da.settling_in_by_month",
                    "0.8",
                    "0.8 cannot stand here. Write a list of numbers, like [0.8, 0.9].",
                )
            ],
        ),
        (
            "spread_by_month: [0.5, 0.3, 0.2]",
            "spread_by_month: [0.5, 0.3, x]",
            [("demand.section_47.spread_by_month[2]", "x", '"x" is not a number. Write a number.')],
        ),
        (
            "fte: 16,",
            "fte: [{from: 2024-06, value: 2}, {from: 2024-05, value: 3}],",
            [
                (
                    "structure.minimum_strength.child_protection_detectives.fte",
                    "fte",
                    ("Dated values must each have a `from` of their own, in the order of time. Put them in order."),
                )
            ],
        ),
        (
            "from: 2024-09, rise",
            "from_: 2024-09, rise",
            [
                (
                    "pay.officers.awards.autumn_2024.from_",
                    "from_",
                    'There is no key "from_" here. Did you mean "from"?',
                )
            ],
        ),
        (
            "hours_per_month: 10",
            "hours_per_month: {steps: [{value: 3}]}",
            [
                (
                    "supply.recruitment.investigators_cp.tutor.hours_per_month.steps",
                    "steps",
                    ('There is no key "steps" here. Write a number, {value: …}, or a list of {from: …, value: …}.'),
                )
            ],
        ),
        (
            "hours: staff\n",
            "hours: staff\n    rank: sergeant\n",
            [
                (
                    "roles.investigator",
                    "investigator",
                    "A role has a rank (officers) or a grade (police staff). Write exactly one of the two.",
                )
            ],
        ),
    ],
)
def test_a_mistake_is_shown_with_its_remedy(
    found: Found, changed: Changed, old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(changed((old, new))) == expected


def test_all_mistakes_are_shown_at_once_in_the_order_of_the_file(found: Found, changed: Changed) -> None:
    text = changed(
        ("share_of_hours: 0.1", "share_of_hours: 10"),
        ("tier: 1 ", "tire: 1 "),
        ("first: 2024-04", "first: 4"),
    )
    assert [path for path, _, _ in found(text)] == [
        "period.first",
        "demand.section_47.tire",
        "supply.redeployment.detectives_lent_to_da.share_of_hours",
    ]


def test_problems_are_shown_as_a_compiler_shows_them(shown: Shown, changed: Changed) -> None:
    text = changed(("title: Two teams for a year", "titel: Two teams"), ("{value: 40, per: week}", "40"))
    assert (
        shown(text) == 'north.yaml:21:1  titel\n    | titel: Two teams\n    | ^^^^^\n    There is no key "titel" here.'
        ' Did you mean "title"?\n\nnorth.yaml:72:17  hours.officers.contracted\n    |     contracted: 40\n'
        "    |                 ^^\n    40 for what time? A rate says per what. Write {value: 40, per:"
        " year}, or per: month, or per:\n    week.\n\n2 problems; nothing was solved.\nFurther checks run when"
        " these are mended."
    )


def test_an_almost_empty_file_names_every_key_that_it_must_have(shown: Shown) -> None:
    text = shown("format: 1\n")
    assert re.findall(r"The key `(\w+)` is missing", text) == [
        "name",
        "title",
        "question",
        "period",
        "teams",
        "roles",
        "pay",
        "hours",
        "establishment",
        "demand",
    ]


def test_no_words_of_the_machinery_reach_the_reader(shown: Shown) -> None:
    # Every section is replaced by every kind of wrong value.
    for value in ("7", "word", "[1, [2]]", "{a: {b: {c: 1}}}", "true", "null", "[{name: x}]"):
        keys = (
            "period",
            "teams",
            "ranks",
            "roles",
            "pay",
            "hours",
            "establishment",
            "seasons",
            "demand",
            "supply",
            "structure",
            "budget",
            "priorities",
            "trials",
            "sources",
            "requirements",
        )
        text = shown("format: 1\n" + "".join(f"{key}: {value}\n" for key in keys))
        assert not re.search(r"[Ii]nput|valid |pydantic|type=|instance|dict|tuple|None|Field", text), text
