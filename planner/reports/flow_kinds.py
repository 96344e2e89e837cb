"""Kinds of flows as people read them: who joins, who leaves, who changes lines."""

from __future__ import annotations

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import reported
from planner.vocabulary import EXITS, PATHWAYS

JOINING = ("joiners", "civilianisation_in", "posts_came_back")
"""Kinds of flows by which people come into the planned teams, apart from those who were agreed before the plan."""
LEAVING = ("leavers", "known_leavers", "terms_over", *EXITS, "civilianisation_out")
"""Kinds of flows by which people leave them; who goes back to a post of theirs at the end of a term does not."""
ACROSS = tuple(kind for kind in PATHWAYS if kind != "civilianisation")
"""Pathways on which people stay in the planned teams."""
MOVING_IN = ("moves_in", *[f"{kind}_{end}" for kind in ACROSS for end in ("in", "back")], "civilianisation_back")
"""Kinds of flows by which people come to a line from another one, or back to it."""
MOVING_OUT = ("moves_out", *[f"{kind}_out" for kind in ACROSS])
"""Kinds of flows by which people leave a line for another one."""
GOING_BACK = "goes_back"
"""What is made of the kind terms_over where somebody goes back to a post of theirs."""


def flows_of_people(plan: Plan) -> pd.DataFrame:
    """Reported rows of `flows`; the end of a temporary promotion is no longer called like that of a fixed term."""
    flows = reported(plan, "flows")
    goes_back = (flows["kind"] == "terms_over") & (flows["other_role"] != "")
    return flows.assign(kind=flows["kind"].mask(goes_back, GOING_BACK))
