"""Cases for the checks of supervision, budget and priorities."""

from __future__ import annotations

from check_cases.case import Case

CASES: list[Case] = [
    (
        "check_nobody_leads_themselves",
        [
            (
                "- {team: child_protection, role: investigator}\n",
                (
                    "- {team: child_protection, role: investigator}\n        - {team: child_protection, role:"
                    " supervisor}\n        - {team: child_protection, role: detective}\n"
                ),
            )
        ],
        [
            (
                "structure.supervision.child_protection.led[3]",
                "team",
                '"detective" of the team "child_protection" stands here twice. Keep one of them.',
            ),
            (
                "structure.supervision.child_protection.leaders[0]",
                "team",
                (
                    '"supervisor" of the team "child_protection" would lead themselves. Take them out of'
                    " `led` or out of `leaders`."
                ),
            ),
        ],
    ),
    (
        "check_spans",
        [("role: supervisor, span: 7", "role: supervisor, span: 0")],
        [
            (
                "structure.supervision.child_protection.leaders[0].span",
                "0",
                "A span of 0 leads nobody. Write how many people one leader can lead.",
            )
        ],
    ),
    (
        "check_roles_count_once",
        [
            ("roles: [detective], fte: 16", "roles: [detective, detective], fte: 16"),
            (
                "\nstructure:\n",
                (
                    "\nrequirements: {desk: {team: child_protection, roles: [supervisor, detective, supervisor],"
                    " at_least_fte: 3}}\n\nstructure:\n  closing_strength: {end: {team: domestic_abuse, roles:"
                    " [supervisor, supervisor], exactly_fte: 3}}\n"
                ),
            ),
        ],
        [
            (
                "requirements.desk.roles[2]",
                "supervisor",
                'The role "supervisor" stands here twice. Keep one of them.',
            ),
            (
                "structure.closing_strength.end.roles[1]",
                "supervisor",
                'The role "supervisor" stands here twice. Keep one of them.',
            ),
            (
                "structure.minimum_strength.child_protection_detectives.roles[1]",
                "detective",
                'The role "detective" stands here twice. Keep one of them.',
            ),
        ],
    ),
    (
        "check_cost_kinds",
        [
            (
                "pounds_per_year: 4500000,",
                "pounds_per_year: 4500000, kinds: [pai, agency], teams: [childprotection],",
            )
        ],
        [
            ("budget.limits.all.kinds[0]", "pai", 'There is no kind of cost "pai". Did you mean "pay"?'),
            (
                "budget.limits.all.teams[0]",
                "childprotection",
                'There is no team "childprotection". Did you mean "child_protection"?',
            ),
        ],
    ),
    (
        "check_funding_is_known",
        [("pounds_per_year: 4500000,", "pounds_per_year: 4500000, funding: [core, grant],")],
        [("budget.limits.all.funding[1]", "grant", 'There is no funding source "grant". Known here: core.')],
    ),
    (
        "check_levels_are_known",
        [("\nsources:", "\npriorities: [gap_tier_1, gap_tier_3, gap_teir_2, cost_of_agency, gap_tier_2]\n\nsources:")],
        [
            ("priorities[1].level", "gap_tier_3", "No demand line has tier 3. Take this level out."),
            (
                "priorities[2].level",
                "gap_teir_2",
                'There is no level "gap_teir_2". Did you mean "gap_tier_2"?',
            ),
        ],
    ),
    (
        "check_levels_stand_once",
        [("\nsources:", "\npriorities: [gap_tier_1, gap_tier_2, cost, {level: cost, tolerance: 0.1}]\n\nsources:")],
        [("priorities[3].level", "cost", 'The level "cost" stands here twice. Keep the higher one.')],
    ),
    (
        "check_every_tier_is_served",
        [("\nsources:", "\npriorities: [gap_tier_1, cost]\n\nsources:")],
        [
            (
                "priorities",
                "priorities",
                (
                    "These levels are not listed, so work of their tier is done only by chance: gap_tier_2."
                    " List them, or take `priorities` out for the usual order."
                ),
            )
        ],
    ),
]
