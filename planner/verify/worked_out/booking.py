"""How a cost is booked: recurrent or once, by whom it is paid, and whether the money could be spent otherwise."""

from __future__ import annotations

from typing import Any

from planner.verify.folder import Folder
from planner.verify.worked_out.ways import ways

STARTS = ("recruitment", "moves", "pathways", "exits")
"""Kinds of cost that are paid once for everybody who starts."""
OF_THE_ROLE = ("pay", "on_costs", "pay_protection", "temporary_promotion")
"""Kinds of cost that whoever pays for the role pays."""
SECTIONS = {"overtime": "overtime", "agency": "agency", "redeployment": "redeployment"}


def booking_of(folder: Folder, row: Any) -> dict[str, Any]:
    """What nature, funding and cashable of a row of the costs should be; a choice of several is a tuple."""
    if row.kind in STARTS:
        return {"nature": ("one_off",), "funding": (_funding(ways(folder)[row.lever].stated),), "cashable": (True,)}
    if row.kind == "fixed_term":
        stated = ways(folder)[row.lever].stated
        return {"nature": ("recurrent", "one_off"), "funding": (_funding(stated),), "cashable": (True,)}
    if row.kind in OF_THE_ROLE:
        role = folder.scenario["roles"][row.role]
        return {"nature": ("recurrent",), "funding": (_funding(role),), "cashable": (role.get("cashable", True),)}
    if row.kind in SECTIONS:
        stated = folder.supply(SECTIONS[row.kind])[row.lever]
        return {"nature": ("recurrent",), "funding": (_funding(stated),), "cashable": (True,)}
    if row.kind == "initiatives":
        stated = folder.scenario["initiatives"][row.lever]
        return {"nature": ("recurrent", "one_off"), "funding": (_funding(stated),), "cashable": (True,)}
    if row.kind == "reduced_hours":
        role, stated = folder.scenario["roles"][row.role], folder.supply("reduced_hours")[row.lever]
        payers = (_funding(role), _funding(stated))
        return {"nature": ("recurrent",), "funding": payers, "cashable": (role.get("cashable", True), True)}
    if row.kind == "shortfall":
        return {"nature": ("recurrent",), "funding": ("none",), "cashable": (False,)}
    return {"nature": ("recurrent",), "funding": ("core",), "cashable": (True,)}


def _funding(stated: dict[str, Any]) -> str:
    return str(stated.get("funding", "core"))
