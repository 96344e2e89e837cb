"""Cases for the checks of initiatives."""

from __future__ import annotations

from check_cases.case import Case, Change


def _with(*lines: str) -> Change:
    """The template with one initiative called `quick`."""
    text = "\n".join(["initiatives:", "  quick:", "    title: Quick", *(f"    {line}" for line in lines)])
    return "\nstructure:", f"\n{text}\n\nstructure:"


STARTS = "starts: 2024-06-01"
WINDOW = "optional: {earliest: 2024-06, latest: 2024-10}"


def _effect(effect: str) -> str:
    return f"effects: {{shorter: {effect}}}"


CASES: list[Case] = [
    (
        "check_initiatives_are_linked",
        [_with(STARTS, _effect("{line: section_74, hours_factor: 0.9}"))],
        [
            (
                "initiatives.quick.effects.shorter.line",
                "section_74",
                'There is no demand line "section_74". Did you mean "section_47"?',
            )
        ],
    ),
    (
        "check_initiatives_are_linked",
        [_with(STARTS, _effect("{line: section_47, tasks: [oversight, oversigth, oversight], hours_factor: 0.9}"))],
        [
            (
                "initiatives.quick.effects.shorter.tasks[1]",
                "oversigth",
                'There is no task "oversigth". Did you mean "oversight"?',
            ),
            (
                "initiatives.quick.effects.shorter.tasks[2]",
                "oversight",
                'The task "oversight" stands here twice. Keep one.',
            ),
        ],
    ),
    (
        "check_lines_of_people_are_linked",
        [
            _with(
                STARTS,
                "people: [{team: response, role: detective, fte: 1}, {team: domestic_abuse, role: detectiv, fte: 1}]",
                _effect("{line: section_47, hours_factor: 0.9}"),
            )
        ],
        [
            (
                "initiatives.quick.people[0].team",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
            (
                "initiatives.quick.people[1].role",
                "detectiv",
                'There is no role "detectiv". Did you mean "detective"?',
            ),
        ],
    ),
    (
        "check_initiatives_start_in_the_plan",
        [_with("starts: 2024-01-15", _effect("{line: section_47, hours_factor: 0.9}"))],
        [
            (
                "initiatives.quick.starts",
                "2024-01-15",
                (
                    "2024-01-15 is before the first day of the plan, 2024-04-01: what it cost to set up is not counted,"
                    " and what it does comes on top of what the lines state. If they state it already, take its"
                    " effects out."
                ),
            )
        ],
    ),
    (
        "check_initiatives_start_in_the_plan",
        [_with("starts: 2025-04-01", _effect("{line: section_47, hours_factor: 0.9}"))],
        [
            (
                "initiatives.quick.starts",
                "2025-04-01",
                "2025-04-01 is after the last day of the plan, 2025-03-31, so this has no effect on it.",
            )
        ],
    ),
    (
        "check_initiatives_start_in_the_plan",
        [
            _with(
                "optional: {earliest: 2024-03-31, latest: 2025-04-01}",
                _effect("{line: section_47, hours_factor: 0.9}"),
            )
        ],
        [
            (
                "initiatives.quick.optional.earliest",
                "2024-03-31",
                "2024-03-31 is outside the plan, 2024-04-01 to 2025-03-31. Write a day in the plan.",
            ),
            (
                "initiatives.quick.optional.latest",
                "2025-04-01",
                "2025-04-01 is outside the plan, 2024-04-01 to 2025-03-31. Write a day in the plan.",
            ),
        ],
    ),
    (
        "check_initiatives_start_in_the_plan",
        [
            _with(
                "optional: {earliest: 2024-05-02, latest: 2024-05-31}",
                _effect("{line: section_47, hours_factor: 0.9}"),
            )
        ],
        [
            (
                "initiatives.quick.optional",
                "optional",
                (
                    "No month begins from 2024-05-02 to 2024-05-31, and an optional initiative starts with one."
                    " Write a longer window."
                ),
            )
        ],
    ),
    (
        "check_standards_of_initiatives",
        [_with(STARTS, _effect("{line: section_47, start_within: 1 week}"))],
        [
            (
                "initiatives.quick.effects.shorter.start_within",
                "1 week",
                (
                    'Cases of "section_47" cannot wait at all, and no initiative can change that: lines that wait are'
                    " another kind of line. Take the key out, or give the line a standard of its own."
                ),
            )
        ],
    ),
    (
        "check_standards_of_initiatives",
        [_with(STARTS, _effect("{line: abuse_crimes, start_within: 0 days}"))],
        [
            (
                "initiatives.quick.effects.shorter.start_within",
                "0 days",
                (
                    'Cases of "abuse_crimes" can wait, and no initiative can change that: lines that cannot wait are'
                    " another kind of line. Write a time above 0."
                ),
            )
        ],
    ),
    (
        "check_factors_are_plausible",
        [_with(STARTS, _effect("{line: section_47, hours_factor: 90, arrivals_factor: 0}"))],
        [
            (
                "initiatives.quick.effects.shorter.hours_factor",
                "90",
                "90 times as many hours of a case? One tenth more is written 1.1.",
            ),
            (
                "initiatives.quick.effects.shorter.arrivals_factor",
                "0",
                "A factor of 0 leaves no cases recorded at all. One tenth less is written 0.9.",
            ),
        ],
    ),
    (
        "check_effects_change_something",
        [_with(WINDOW, "start_up_pounds: 5000")],
        [
            (
                "initiatives.quick",
                "quick",
                "This initiative has no `effects`: it only costs, or ties people up.",
            )
        ],
    ),
    (
        "check_effects_change_something",
        [_with(STARTS, _effect("{line: section_47, tasks: [oversight], repeat_calls_factor: 0.5}"))],
        [
            (
                "initiatives.quick.effects.shorter.tasks",
                "tasks",
                "Tasks are named, but no `hours_factor`: the rest of this effect is for all cases.",
            ),
            (
                "initiatives.quick.effects.shorter.repeat_calls_factor",
                "0.5",
                'The line "section_47" has no repeat calls, so this changes nothing.',
            ),
        ],
    ),
    (
        "check_partner_shares_of_initiatives",
        [
            ("recorded_share: {value: 0.8", "partner_share: 0.5\n    recorded_share: {value: 0.8"),
            _with(STARTS, _effect("{line: abuse_crimes, partner_share: [{value: 0.4}, {from: 2024-09, value: 0.6}]}")),
        ],
        [
            (
                "initiatives.quick.effects.shorter.partner_share",
                "partner_share",
                (
                    'With this, partners would bear 1.1 of the cases of "abuse_crimes": 0.5 stand at the line, 0.6 come'
                    " from initiatives. Correct the shares."
                ),
            )
        ],
    ),
    (
        "check_optional_initiatives_leave_something",
        [
            _with(
                WINDOW,
                "effects:",
                "  first:  {line: section_47, hours_factor: 0.4}",
                "  second: {line: section_47, hours_factor: 0.5, tasks: [oversight]}",
                "  third:  {line: abuse_crimes, arrivals_factor: 0.5}",
                "  fourth: {line: abuse_crimes, arrivals_factor: 0.8, partner_share: 0.5}",
            )
        ],
        [
            (
                "initiatives.quick.effects.second",
                "second",
                (
                    "Effects of optional initiatives add up, and all together they would take 1.1 of the hours of"
                    ' "section_47". Let them take no more than there is.'
                ),
            ),
            (
                "initiatives.quick.effects.fourth",
                "fourth",
                (
                    "Effects of optional initiatives add up, and all together they would take 1.1 of the cases of"
                    ' "abuse_crimes". Let them take no more than there is.'
                ),
            ),
        ],
    ),
]
