"""Cases for the checks of demand lines."""

from __future__ import annotations

from check_cases.case import Case

CASES: list[Case] = [
    (
        "check_work_of_out_of_scope_teams",
        [
            (
                "\nsupply:",
                (
                    "  domestic_attendance:\n    {title: Attendance, team: response, tier: 1, start_within: 0"
                    " days, arrivals: {cases: {value: 9, per: year}},\n     tasks: {attend: {hours_per_case:"
                    " 4, out_of_scope: {response: 0.5}}}}\n\nsupply:"
                ),
            )
        ],
        [
            (
                "demand.domestic_attendance.tasks.attend",
                "attend",
                (
                    'The team "response" is out of scope, so nobody in this plan can do this task. '
                    "Write `out_of_scope: {response: 1}`, or give the line to a planned team."
                ),
            )
        ],
    ),
    (
        "check_shares_of_out_of_scope_teams",
        [
            ("{response: 0.9}", "{response: [{value: 0.9}, {from: 2024-09, value: 0.8}], ambulance: 0.15}"),
            (
                "  response:         {title",
                "  ambulance: {title: Ambulance, out_of_scope: true}\n  response:         {title",
            ),
        ],
        [
            (
                "demand.abuse_crimes.tasks.attend.out_of_scope",
                "out_of_scope",
                "The shares add up to 1.05, more than the whole task. Correct the shares.",
            )
        ],
    ),
    (
        "check_lines_have_people",
        [
            ("team: domestic_abuse\n    tier", "team: missing\n    tier"),
            ("  response:         {title", "  missing: {title: Missing}\n  response:         {title"),
        ],
        [
            (
                "demand.abuse_crimes.team",
                "missing",
                (
                    'The team "missing" has no establishment, but this line has work for it. Add its posts'
                    " under `establishment.missing`, or give the line to another team."
                ),
            )
        ],
    ),
    (
        "check_tasks_have_somebody",
        [
            ("roles: {detective: 1, investigator: 0.8}", "roles: {}"),
            ("roles: {supervisor: 1}", "roles: {supervisor: 0}"),
        ],
        [
            (
                "demand.section_47.tasks.oversight",
                "oversight",
                "No role can do this task. Name one under `roles`, with an efficiency above 0.",
            ),
            (
                "demand.abuse_crimes.tasks.investigate",
                "investigate",
                "No role can do this task. Name one under `roles`, with an efficiency above 0.",
            ),
        ],
    ),
    (
        "check_tasks_have_somebody",
        [
            (
                "  investigator:\n    title",
                (
                    "  analyst: {title: Analyst, grade: f, pay: {pounds_per_year: 1}, hours: staff}\n "
                    " investigator:\n    title"
                ),
            ),
            ("roles: {supervisor: 1}", "roles: {analyst: 1}"),
        ],
        [
            (
                "demand.section_47.tasks.oversight.roles",
                "roles",
                (
                    'No role can do this task: the team "child_protection" has none of analyst, and '
                    "none is lent or bought for it. Name a role that the team has."
                ),
            )
        ],
    ),
    (
        "check_accreditations",
        [("accreditation: pip2", "accreditation: pip2s")],
        [
            (
                "demand.section_47.tasks.investigate.accreditation",
                "pip2s",
                'No role has the accreditation "pip2s". Did you mean "pip2"?',
            )
        ],
    ),
    (
        "check_accreditations",
        [("roles: {detective: 1}  ", "roles: {detective: 1, investigator: 0.5}  ")],
        [
            (
                "demand.section_47.tasks.investigate.roles.investigator",
                "investigator",
                (
                    'The role "investigator" does not have the accreditation "pip2" that this task needs.'
                    " Take the role out, or add pip2 to its `accreditations`."
                ),
            )
        ],
    ),
    (
        "check_opening_backlog",
        [("start_within: 0 days   ", "opening: {backlog_cases: 5}\n    start_within: 0 days   ")],
        [
            (
                "demand.section_47.opening.backlog_cases",
                "5",
                (
                    "A line that cannot wait (`start_within: 0 days`) has no backlog. Write how long a "
                    "case may wait, or take the backlog out."
                ),
            )
        ],
    ),
    (
        "check_opening_backlog",
        [
            (
                "{backlog_cases: 150}",
                (
                    "{backlog_cases: 150, backlog_ages: [{up_to: 0 days, cases: 50}, {up_to: 2 weeks, cases:"
                    " 50}, {up_to: 1 week, cases: 40}]}"
                ),
            )
        ],
        [
            (
                "demand.abuse_crimes.opening.backlog_ages",
                "backlog_ages",
                "The ages add up to 140 cases, but `backlog_cases` is 150. Correct one of them.",
            ),
            (
                "demand.abuse_crimes.opening.backlog_ages[0].up_to",
                "0 days",
                "Nothing is younger than 0 days. Write the greatest age in this band.",
            ),
            (
                "demand.abuse_crimes.opening.backlog_ages[2].up_to",
                "1 week",
                "Ages are listed from the youngest, each once. Put them in order.",
            ),
        ],
    ),
    (
        "check_arrivals_say_one_thing",
        [
            (
                "cases: {value: 1500, per: year, range: [1400, 1600], basis: estimate, source: crime_system}",
                "by_period: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]",
            )
        ],
        [
            (
                "demand.section_47.arrivals.season",
                "child",
                "Numbers by period have their season in them already. Take `season` out.",
            ),
            (
                "demand.section_47.arrivals.growth",
                "growth",
                "Numbers by period have their growth in them already. Take `growth` out.",
            ),
        ],
    ),
    (
        "check_arrivals_say_one_thing",
        [
            ("season: child\n", "season: child\n      in_hours: true\n"),
            ("{value: 1500, per: year, range: [1400, 1600],", "{value: 100, per: month,"),
        ],
        [
            (
                "demand.section_47.arrivals.season",
                "child",
                "Only a yearly figure falls by season. Write `per: year`, or take `season` out.",
            ),
            (
                "demand.section_47.arrivals.in_hours",
                "true",
                ("`in_hours` belongs to `by_period` and `table`. Take it out; work in hours is stated as `hours`."),
            ),
        ],
    ),
]
