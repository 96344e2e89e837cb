"""Cases for the checks that names lead somewhere."""

from __future__ import annotations

from check_cases.case import Case

LENT = "      share_of_hours: 0.1\n"
SUPPLY = "\nsupply:\n"
DESK = "requirements: {desk: {team: child_protection, roles: [detective], at_least_fte: 16}}\n\n"

CASES: list[Case] = [
    (
        "check_roles_are_linked",
        [
            ("rank: sergeant\n", "rank: sargeant\n"),
            ("hours: staff\n", "hours: stuff\n    pay_group: stafff\n"),
        ],
        [
            ("roles.supervisor.rank", "sargeant", 'There is no rank "sargeant". Did you mean "sergeant"?'),
            (
                "roles.investigator.hours",
                "stuff",
                'There is no pattern of hours "stuff". Did you mean "staff"?',
            ),
            (
                "roles.investigator.pay_group",
                "stafff",
                'There is no pay group "stafff". Did you mean "staff"?',
            ),
        ],
    ),
    (
        "check_roles_are_linked",
        [("    investigator: {rate: {value: 0.11", "    investigators: {rate: {value: 0.11")],
        [
            (
                "supply.leavers.investigators",
                "investigators",
                'There is no role "investigators". Did you mean "investigator"?',
            )
        ],
    ),
    (
        "check_roles_are_linked",
        [("roles: [detective, investigator]", "roles: [detective, invest]\n      teams: [x]")],
        [
            (
                "supply.overtime.case_work.roles[1]",
                "invest",
                'There is no role "invest". Did you mean "investigator"?',
            ),
            (
                "supply.overtime.case_work.teams[0]",
                "x",
                'There is no team "x". Known here: child_protection, domestic_abuse, response.',
            ),
        ],
    ),
    (
        "check_establishment_is_linked",
        [("\nseasons:", "  domestic_abuses:\n    detectiv: {approved_fte: 4, strength_fte: 4}\n\nseasons:")],
        [
            (
                "establishment.domestic_abuses",
                "domestic_abuses",
                'There is no team "domestic_abuses". Did you mean "domestic_abuse"?',
            ),
            (
                "establishment.domestic_abuses.detectiv",
                "detectiv",
                'There is no role "detectiv". Did you mean "detective"?',
            ),
        ],
    ),
    (
        "check_demand_is_linked",
        [
            ("team: domestic_abuse\n    tier", "team: domestic_abus\n    tier"),
            ("roles: {supervisor: 1}", "roles: {supervisors: 1}"),
            ("{response: 0.9}", "{responce: 0.5, child_protection: 0.4}"),
        ],
        [
            (
                "demand.section_47.tasks.oversight.roles.supervisors",
                "supervisors",
                'There is no role "supervisors". Did you mean "supervisor"?',
            ),
            (
                "demand.abuse_crimes.team",
                "domestic_abus",
                'There is no team "domestic_abus". Did you mean "domestic_abuse"?',
            ),
            (
                "demand.abuse_crimes.tasks.attend.out_of_scope.responce",
                "responce",
                'There is no team "responce". Did you mean "response"?',
            ),
            (
                "demand.abuse_crimes.tasks.attend.out_of_scope.child_protection",
                "child_protection",
                (
                    'The team "child_protection" is planned here, so it cannot bear work outside the plan.'
                    " Name a team with `out_of_scope: true`."
                ),
            ),
        ],
    ),
    (
        "check_lines_of_people_are_linked",
        [
            ("tutor: {team: child_protection, role: detective,", "tutor: {team: response, role: detective,"),
            (
                "team: child_protection, role: supervisor, span: 7",
                "team: child_protectio, role: boss, span: 7",
            ),
            (
                LENT,
                (
                    "      share_of_hours: 0.1\n    from_outside:\n      from: {team: response, role:"
                    " detective}\n      to: {team: domestic_abuse, role: detective}\n      fte: 1\n"
                ),
            ),
        ],
        [
            (
                "supply.recruitment.investigators_cp.tutor.team",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
            (
                "structure.supervision.child_protection.leaders[0].team",
                "child_protectio",
                'There is no team "child_protectio". Did you mean "child_protection"?',
            ),
            (
                "structure.supervision.child_protection.leaders[0].role",
                "boss",
                'There is no role "boss". Known here: detective, supervisor, investigator.',
            ),
        ],
    ),
    (
        "check_lines_of_people_are_linked",
        [("    investigator: {approved_fte: 5, strength_fte: 4, vacancy_factor: 0.05}\n", "")],
        [
            (
                "supply.recruitment.investigators_da.role",
                "investigator",
                (
                    'The team "domestic_abuse" has no posts for the role "investigator". Add the line'
                    " `investigator` under `establishment.domestic_abuse`, or name another role."
                ),
            ),
            (
                "structure.supervision.domestic_abuse.led[1].role",
                "investigator",
                (
                    'The team "domestic_abuse" has no posts for the role "investigator". Add the line'
                    " `investigator` under `establishment.domestic_abuse`, or name another role."
                ),
            ),
        ],
    ),
    (
        "check_seasons_are_known",
        [
            ("season: child", "season: kids"),
            (
                "hours: {value: 200, per: year, basis: estimate}}",
                "hours: {value: 200, per: year, basis: estimate}, season: chlid}",
            ),
        ],
        [
            (
                "hours.officers.lines.leave.season",
                "chlid",
                'There is no season "chlid". Did you mean "child"?',
            ),
            ("demand.section_47.arrivals.season", "kids", 'There is no season "kids". Known here: child.'),
        ],
    ),
    (
        "check_sources_are_known",
        [("source: crime_system}\n      season", "source: crime_systems}\n      season")],
        [
            (
                "demand.section_47.arrivals.cases.source",
                "crime_systems",
                'There is no source "crime_systems". Did you mean "crime_system"?',
            )
        ],
    ),
    (
        "check_pools_are_linked",
        [
            (
                SUPPLY,
                ("\nsupply:\n  pools: {all: {members: [promoted_cp, promoted_cp, promoted], per_year_fte: 2}}\n"),
            )
        ],
        [
            (
                "supply.pools.all.members[1]",
                "promoted_cp",
                '"promoted_cp" stands here twice. Keep one of them.',
            ),
            (
                "supply.pools.all.members[2]",
                "promoted",
                'There is no recruitment, move, pathway or exit "promoted". Did you mean "promoted_da"?',
            ),
        ],
    ),
    (
        "check_limits_together_are_linked",
        [
            (SUPPLY, "\nsupply:\n  reduced_hours_together: {all: {members: [part_time], fte: 2}}\n"),
            ("\nsupply:\n", f"\n{DESK}supply:\n"),
            (
                "\nstructure:\n",
                "\nstructure:\n  over_requirement: {both: {members: [desk, desk, desks], fte: 1}}\n",
            ),
        ],
        [
            (
                "supply.reduced_hours_together.all.members[0]",
                "part_time",
                'There is no entry of `supply.reduced_hours` "part_time". None is stated in this scenario.',
            ),
            ("structure.over_requirement.both.members[1]", "desk", '"desk" stands here twice. Keep one of them.'),
            (
                "structure.over_requirement.both.members[2]",
                "desks",
                'There is no requirement "desks". Did you mean "desk"?',
            ),
        ],
    ),
    (
        "check_lines_of_people_are_linked",
        [
            (
                SUPPLY,
                (
                    "\nsupply:\n  reduced_hours: {less: {team: response, role: detective, fte: 1, productivity: 0.5}}\n"
                    "  pools: {all: {members: [promoted_cp], per_year_share: {share: 0.1, of: [{team: child_protection,"
                    " role: boss}]}}}\n"
                ),
            ),
            (
                "\nstructure:\n",
                (
                    "\nstructure:\n  closing_strength: {end: {team: child_protection, roles: [supervisors],"
                    " at_least_fte: 2}}\n"
                ),
            ),
        ],
        [
            (
                "supply.reduced_hours.less.team",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
            (
                "supply.pools.all.per_year_share.of[0].role",
                "boss",
                'There is no role "boss". Known here: detective, supervisor, investigator.',
            ),
            (
                "structure.closing_strength.end.roles[0]",
                "supervisors",
                'There is no role "supervisors". Did you mean "supervisor"?',
            ),
        ],
    ),
    (
        "check_trials_are_linked",
        [("\nsources:", "\ntrials: {lever: detectives_lent, fte: [1, 2], line: abuse}\n\nsources:")],
        [
            (
                "trials.lever",
                "detectives_lent",
                (
                    'There is no redeployment, agency or recruitment "detectives_lent". Did you mean'
                    ' "detectives_lent_to_da"?'
                ),
            ),
            ("trials.line", "abuse", 'There is no demand line "abuse". Did you mean "abuse_crimes"?'),
        ],
    ),
]
