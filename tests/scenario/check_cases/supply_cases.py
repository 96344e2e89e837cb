"""Cases for the checks of ways in, moves and levers."""

from __future__ import annotations

from check_cases.case import RECRUITED, Case

SUPPLY = "\nsupply:\n"

CASES: list[Case] = [
    (
        "check_shares_of_strength",
        [
            ("      per_year_fte: 6\n", "      per_year_share: {share: 0.1, of: origin}\n"),
            (
                SUPPLY,
                (
                    "\nsupply:\n  exits:\n    redundant: {kind: redundancy, from: {team: domestic_abuse, role:"
                    " investigator}, per_year_share: {share: 0.1, of: destination}}\n"
                ),
            ),
        ],
        [
            ("supply.exits.redundant.kind", "redundancy", RECRUITED),
            (
                "supply.exits.redundant.per_year_share.of",
                "destination",
                "Who goes leaves the planned teams, so there is no destination. Write `of: origin`.",
            ),
            (
                "supply.recruitment.detectives_from_response.per_year_share.of",
                "origin",
                "Recruits come from outside the planned teams, so there is no origin. Write `of: destination`.",
            ),
        ],
    ),
    (
        "check_reduced_hours",
        [
            (
                SUPPLY,
                (
                    "\nsupply:\n  reduced_hours:\n    less: {team: child_protection, role: supervisor, fte:"
                    " [{value: 5}, {from: 2024-09, value: 2}], productivity: 0.5, at_rest_fte: 3}\n    least: {team:"
                    " child_protection, role: supervisor, fte: 2, productivity: 0.2, at_rest_fte: 2}\n"
                ),
            )
        ],
        [
            (
                "supply.reduced_hours.less.at_rest_fte",
                "3",
                (
                    "3 FTE are on reduced hours at rest on 2024-09-01, but only 2 may be. Correct `at_rest_fte` or"
                    " `fte`."
                ),
            ),
            (
                "supply.reduced_hours.least.at_rest_fte",
                "2",
                (
                    "5 FTE of this line are on reduced hours at rest, but only 4 FTE are in post. Correct"
                    " `at_rest_fte`, or `strength_fte` of the line."
                ),
            ),
        ],
    ),
    # A third of the hours at 0.33 of the pay is rounding; nine tenths of the hours for half of the pay is not.
    (
        "check_reduced_hours_are_paid",
        [
            (
                SUPPLY,
                """
supply:
  reduced_hours:
    unpaid: {team: child_protection, role: supervisor, fte: 1, productivity: 0.9, pay_share: 0.5}
    later: {team: child_protection, role: investigator, fte: 1, productivity: 0.5,
        pay_share: [{value: 0.5}, {from: 2024-09, value: 0}]}
    nothing: {team: domestic_abuse, role: supervisor, fte: 1, productivity: 0, pay_share: 0}
    rounded: {team: domestic_abuse, role: investigator, fte: 1, productivity: 0.3333, pay_share: 0.33}
    generous: {team: domestic_abuse, role: investigator, fte: 1, productivity: 0.5, pay_share: 0.6}
""",
            )
        ],
        [
            (
                "supply.reduced_hours.unpaid.pay_share",
                "0.5",
                (
                    "From 2024-04-01 on 50% of the pay is paid for 90% of the hours. Police officers hold office: "
                    "their hours are reduced by their own wish, and hours and pay go together. Write a `pay_share` "
                    "that is no less than `productivity`."
                ),
            ),
            (
                "supply.reduced_hours.later.pay_share",
                "pay_share",
                (
                    "From 2024-09-01 on 0% of the pay is paid for 50% of the hours. Hours that are worked and not paid "
                    "are an unlawful deduction from wages. Write a `pay_share` that is no less than `productivity`."
                ),
            ),
            (
                "supply.reduced_hours.nothing.productivity",
                "0",
                (
                    "From 2024-04-01 on these people work no hours at all: that is leave, not reduced hours. Write "
                    "those who are on leave as `unavailable` in `establishment`, or a `productivity` above 0."
                ),
            ),
        ],
    ),
    (
        "check_flow_names_differ",
        [
            ("    detectives_to_da:\n", "    promoted_da:\n"),
            (
                SUPPLY,
                (
                    "\nsupply:\n  reduced_hours:\n    promoted_cp: {team: domestic_abuse, role: investigator, fte: 1,"
                    " productivity: 0.5}\n"
                ),
            ),
        ],
        [
            (
                "supply.reduced_hours.promoted_cp",
                "promoted_cp",
                'The name "promoted_cp" is taken by `supply.recruitment.promoted_cp`. Write another name.',
            ),
            (
                "supply.moves.promoted_da",
                "promoted_da",
                'The name "promoted_da" is taken by `supply.recruitment.promoted_da`. Write another name.',
            ),
        ],
    ),
    (
        "check_people_come_from_out_of_scope_teams_or_move",
        [
            ("from_team: response   ", "from_team: domestic_abuse   "),
            (
                "{team: child_protection, role: supervisor, from_team: response",
                "{team: child_protection, role: supervisor, from_team: respons",
            ),
        ],
        [
            (
                "supply.recruitment.detectives_from_response.from_team",
                "domestic_abuse",
                (
                    'The team "domestic_abuse" is planned here. Write this as one of the `moves`, or name an'
                    " out-of-scope team."
                ),
            ),
            (
                "supply.recruitment.promoted_cp.from_team",
                "respons",
                'There is no team "respons". Did you mean "response"?',
            ),
        ],
    ),
    (
        "check_moves_go_somewhere",
        [
            (
                "to:   {team: domestic_abuse,   role: detective}\n      efficiency",
                "to:   {team: child_protection,   role: detective}\n      efficiency",
            ),
            (
                (
                    "from: {team: child_protection, role: detective}\n      to:   {team: domestic_abuse,  "
                    " role: detective}\n      per_month"
                ),
                (
                    "from: {team: domestic_abuse, role: detective}\n      to:   {team: domestic_abuse,  "
                    " role: detective}\n      per_month"
                ),
            ),
        ],
        [
            (
                "supply.moves.detectives_to_da.to",
                "to",
                "This move ends where it begins. Name another team or role.",
            ),
            (
                "supply.redeployment.detectives_lent_to_da.to",
                "to",
                "These hours stay where they are. Name another team or role.",
            ),
        ],
    ),
    (
        "check_redeployment_limits",
        [
            (
                (
                    "from: {team: child_protection, role: detective}\n      to:   {team: domestic_abuse,  "
                    " role: detective}\n      efficiency"
                ),
                (
                    "from: {team: response, role: detective}\n      to:   {team: domestic_abuse,   role:"
                    " detective}\n      efficiency"
                ),
            )
        ],
        [
            (
                "supply.redeployment.detectives_lent_to_da.share_of_hours",
                "0.1",
                (
                    'The strength of the out-of-scope team "response" is not known here. Write `fte` instead'
                    " of `share_of_hours`."
                ),
            )
        ],
    ),
    (
        "check_overtime_is_paid",
        [
            ("title: Sergeant}", "title: Sergeant, paid_overtime: false}"),
            ("roles: [detective, investigator]", "roles: [detective, supervisor]\n      teams: [response]"),
        ],
        [
            (
                "supply.overtime.case_work.roles[1]",
                "supervisor",
                'The rank "sergeant" of the role "supervisor" is not paid overtime. Take the role out.',
            ),
            (
                "supply.overtime.case_work.teams[0]",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
        ],
    ),
    (
        "check_displacement",
        [
            (
                SUPPLY,
                (
                    "\nsupply:\n  displacement:\n    a: {line: abuse_crime, task: attend, to_team: responses,"
                    " hours: {value: 9, per: month}}\n    b: {line: abuse_crimes, task: atend, to_team:"
                    " child_protection, hours: {value: 9, per: month}}\n"
                ),
            )
        ],
        [
            (
                "supply.displacement.a.line",
                "abuse_crime",
                'There is no demand line "abuse_crime". Did you mean "abuse_crimes"?',
            ),
            (
                "supply.displacement.a.to_team",
                "responses",
                'There is no team "responses". Did you mean "response"?',
            ),
            (
                "supply.displacement.b.task",
                "atend",
                'The line "abuse_crimes" has no task "atend". Did you mean "attend"?',
            ),
            (
                "supply.displacement.b.to_team",
                "child_protection",
                (
                    'The team "child_protection" is planned here; lend hours to it as `redeployment`, or name'
                    " an out-of-scope team."
                ),
            ),
        ],
    ),
]
