"""What a case of a check is."""

Change = tuple[str, str]
"""Words of the template and what stands there instead."""
Problem = tuple[str, str, str]
"""The path, what the carets point at, and the message."""
Case = tuple[str, list[Change], list[Problem]]
"""The check, what is changed, and what is found then: nothing else."""


def added(section: str, text: str) -> Change:
    """Lines put at the beginning of a section of the template."""
    return f"\n{section}:\n", f"\n{section}:\n{text}"


INSPECTORS: list[Change] = [
    (
        "  - {name: sergeant,  title: Sergeant}\n",
        "  - {name: sergeant,  title: Sergeant}\n  - {name: inspector, title: Inspector}\n",
    ),
    (
        "  investigator:\n    title: Civilian investigator\n",
        (
            "  inspector: {title: Inspector, rank: inspector, accreditations: [pip2], pay: {pounds_per_year: 52000},"
            " hours: officers}\n  investigator:\n    title: Civilian investigator\n"
        ),
    ),
    (
        "    supervisor:   {approved_fte: 4,  strength_fte: 4}\n",
        "    supervisor:   {approved_fte: 4,  strength_fte: 4}\n    inspector:    {approved_fte: 3, strength_fte: 3}\n",
    ),
]
"""Three inspectors in child protection, a rank above the others."""

RECRUITED = (
    'People are made redundant from the role "investigator" while others come into it by investigators_cp, '
    "investigators_da. A role that takes people in is not redundant: close these ways in, or first offer the posts to "
    "those at risk, as one of the `moves`."
)
"""What is also said of a redundancy of investigators, whom the template recruits."""
