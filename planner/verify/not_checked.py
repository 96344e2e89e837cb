"""What no check sees, on one page, so that nobody takes a PASS for more than it is."""

from __future__ import annotations

NOT_CHECKED: tuple[tuple[str, str], ...] = (
    (
        "whether the scenario is true",
        "that the plan follows from scenario.resolved.yaml is checked, not that its figures and sources are right",
    ),
    (
        "what stands in the certificate's rows and levels",
        "coefficients and costs that change nothing on this plan or the one before action, as of what neither does",
    ),
    (
        "bounds that levels.csv calls the solver's",
        "where a search for whole numbers proved a bound by branching there are no prices to work it out from",
    ),
    ("what trials reach (trials.csv)", "plans of their own; that they are the sizes asked for is checked"),
    (
        "what the work comes to when the world differs (stress.csv)",
        "plans of day-to-day work of their own; that cases are those of the scenario's ranges and add up is checked",
    ),
    ("what a plan in fractions of people would reach (rounding.reported_continuous)", "a plan of its own"),
    (
        "some breaches before action (breaches.csv)",
        "those of limits on overtime, reduced hours, strength short by a share or over a requirement, and levels",
    ),
    (
        "what stood in the scenario that a what-if builds on (overrides.was, overrides.origin)",
        "the folder holds the scenario as it was solved; what now stands at each place is checked",
    ),
    ("the number of warnings on the page (summary.md)", "nothing in the folder says it again"),
    (
        "words for units and kinds (assumptions.unit, levers.unit, hours.kind)",
        "no figure rests on them",
    ),
    (
        "with what the plan was made (run.json)",
        "its versions, its times, how many levels were solved twice, and the hashes of the inputs: these are not there",
    ),
)
"""What is not checked, and why or how far."""
