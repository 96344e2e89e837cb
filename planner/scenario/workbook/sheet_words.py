"""The words of a workbook: what sheets and columns of names are called, and how the workbook is filled in."""

from __future__ import annotations

WORDS = {
    "awards": "award",
    "by_service": "band",
    "demand": "demand line",
    "effects": "effect",
    "establishment": "team",
    "exits": "exit",
    "hours": "hours pattern",
    "initiatives": "initiative",
    "lines": "hours line",
    "out_of_scope": "team",
    "pathways": "pathway",
    "pay": "pay group",
    "plus": "path",
    "points": "pay point",
    "pools": "pool",
    "removed_ranks": "rank",
    "requirements": "requirement",
    "roles": "role",
    "seasons": "season",
    "set": "path",
    "supervision": "group",
    "tasks": "task",
    "teams": "team",
    "times": "path",
    "variants": "variant",
}
"""The word for one of the names under a key."""

HEADINGS = {
    "establishment.*": "team",
    "establishment.*.*": "role",
    "structure.removed_ranks.*": "rank",
    "supply.leavers.*": "role",
}
"""The heading of the column of names where it is not `name`."""

NAMES = {
    "pay": "Pay groups",
    "pay.*.awards": "Pay awards",
    "pay.*.on_costs": "On-costs",
    "roles.*.pay.points": "Pay points",
    "hours": "Hours",
    "hours.*.lines": "Hours lines",
    "establishment.*": "Establishment",
    "establishment.*.*.unavailable": "Unavailable",
    "establishment.*.*.limited_duty": "Limited duty",
    "establishment.*.*.temporary": "Temporary holders",
    "demand.*.opening.backlog_ages": "Backlog by age",
    "demand.*.tasks": "Tasks",
    "demand.*.tasks.*.roles": "Task roles",
    "demand.*.tasks.*.out_of_scope": "Task elsewhere",
    "supply.leavers": "Leavers",
    "supply.known_joiners": "Known joiners",
    "supply.known_leavers": "Known leavers",
    "supply.recruitment": "Recruitment",
    "supply.recruitment.*.already_started": "Recruits started",
    "supply.moves": "Moves",
    "supply.pathways": "Pathways",
    "supply.pathways.*.already_started": "Pathways started",
    "supply.exits": "Exits",
    "supply.exits.*.by_service": "Exits by service",
    "supply.redeployment": "Redeployment",
    "supply.overtime": "Overtime",
    "supply.agency": "Agency",
    "supply.displacement": "Displacement",
    "supply.reduced_hours": "Reduced hours",
    "supply.reduced_hours_together": "Reduced hours together",
    "supply.pools": "Pools",
    "supply.pools.*.per_year_share.of": "Pools share of",
    "initiatives.*.people": "Initiative people",
    "initiatives.*.effects": "Initiative effects",
    "structure.removed_ranks": "Removed ranks",
    "structure.removed_ranks.*.exits": "Removed rank exits",
    "structure.removed_ranks.*.exits.*.by_service": "Rank exits by service",
    "structure.removed_ranks.*.pathways": "Removed rank pathways",
    "structure.removed_ranks.*.pathways.*.already_started": "Rank pathways started",
    "structure.removed_ranks.*.duties": "Removed rank duties",
    "structure.removed_ranks.*.supervision": "Removed rank supervision",
    "structure.removed_ranks.*.comes_back": "Removed rank comes back",
    "structure.removed_ranks.*.record": "Removed rank record",
    "structure.supervision": "Supervision",
    "structure.supervision.*.led": "Supervision led",
    "structure.supervision.*.leaders": "Supervision leaders",
    "structure.minimum_strength": "Minimum strength",
    "structure.closing_strength": "Closing strength",
    "structure.over_requirement": "Over requirement",
    "officer_numbers.grant_at_risk": "Grant at risk",
    "budget.limits": "Budget",
}
"""The names of sheets, by the place of their items."""

WHOLE_YEAR = ("index",)
"""Series with a number for each month of a year, each in a column of its own."""

PARTS = {
    "per": "for what time: week, month or year",
    "low": "the lowest plausible value",
    "high": "the highest plausible value",
    "basis": "published, derived, estimate or decision",
    "source": "a name on the sheet Sources",
    "note": "how the number came about",
}
"""What the cells beside a number say."""

HOW_TO = (
    "Each sheet holds one kind of item, one row each. Above each heading stands what belongs under it, with its unit.",
    "A name (small letters, digits, _) is what other sheets call an item by; readers see its title. Empty: not stated.",
    "Beside a number may stand its lowest and highest plausible value, basis, source and note: unfold them with the +.",
    "A share is a number like 0.32, or 32 %. A length of time has a unit: 3 months. A month is written like 2019-04.",
    "A number that changes: write dated in its cell, and each of its values on the sheet Dated values.",
    "What has no column of its own is written on the sheet More, as in a YAML file.",
    "Sheets whose names begin with Notes are your own and are not read.",
    "Then: planner check this-file.xlsx; planner solve this-file.xlsx. Mistakes are shown with their sheet and cell.",
)
"""What the first sheet says."""
