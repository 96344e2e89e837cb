"""The restructuring of a random scenario: a second rank, pathways, exits, and a rank that is removed."""

from __future__ import annotations

from laws.setting import OUTSIDE, Setting, Tree, named

Place = tuple[str, str]
HIGHER = "sergeant"
"""The second rank, which may be removed."""
RESTRUCTURINGS = ("none", "none", "none", "ways", "removed_rank")
"""How much of this a scenario has; to be drawn early, for what is drawn last is often the same."""


def add_restructuring(chosen: Setting, tree: Tree, at_rest: bool, how: str) -> None:
    """Add a second rank, pathways and exits, and remove the rank."""
    if how == "none":
        return
    officers = [place for place in chosen.places if "rank" in tree["roles"][place[1]]]
    if officers:
        higher = chosen.one_of(*officers)[1]
        tree["roles"][higher]["rank"] = HIGHER
        tree["ranks"] = [*tree["ranks"], {"name": HIGHER, "title": "Sergeant"}]
        _take_out_moves_between_ranks(tree)
        _add_temporary_holders(chosen, tree, higher)
        if how == "removed_rank":
            _remove_the_rank(chosen, tree, higher)
    _add_pathway(chosen, tree, at_rest)
    if chosen.yes():
        tree["supply"]["exits"] = {"way_out": _exit(chosen, tree, chosen.place(), at_rest)}


def _rank(tree: Tree, place: Place) -> str:
    """The rank of the holders; empty for police staff."""
    return str(tree["roles"][place[1]].get("rank", ""))


def _is_removed(tree: Tree, place: Place) -> bool:
    return _rank(tree, place) in tree["structure"].get("removed_ranks", {})


def _take_out_moves_between_ranks(tree: Tree) -> None:
    """Nobody is moved to a lower rank."""
    supply, roles = tree["supply"], tree["roles"]
    change = supply.get("moves", {}).get("change")
    if change and roles[change["from"]["role"]].get("rank") != roles[change["to"]["role"]].get("rank"):
        del supply["moves"]
        ways = list(supply.get("recruitment", {}))
        if supply.get("pools"):
            supply["pools"] = {"all": {**supply["pools"]["all"], "members": ways}} if ways else {}


def _add_temporary_holders(chosen: Setting, tree: Tree, higher: str) -> None:
    own = [place for place in chosen.places if _rank(tree, place) == "constable"]
    for team, role in chosen.places:
        line = tree["establishment"][team][role]
        if role == higher and own and line["strength_fte"] >= 1 and chosen.yes():
            line["temporary"] = {"acting": {"fte": 0.5, "substantive": named(chosen.one_of(*own))}}
            if chosen.yes():
                line["temporary"]["acting"]["until"] = "2019-05-02"


def _remove_the_rank(chosen: Setting, tree: Tree, higher: str) -> None:
    """The rank goes by natural wastage; who is known to join it would come too late."""
    removed: Tree = {"frozen_from": chosen.one_of("2019-04-01", "2019-04-09")}
    if chosen.yes():
        removed["leave"] = {"value": chosen.one_of(0.1, 0.3), "per": "year"}
    staying = [place for place in chosen.places if place[1] != higher]
    if staying and chosen.yes():
        share, factor = chosen.one_of(0.5, 1), chosen.one_of(1, 1.25)
        removed["duties"] = [{**named(chosen.one_of(*staying)), "share": share, "hours_factor": factor}]
    if staying and chosen.yes():
        removed["comes_back"] = [{**named(chosen.one_of(*staying)), "share": chosen.one_of(0.3, 1)}]
        if chosen.has_outside and chosen.yes():
            removed["comes_back"][0]["from_team"] = OUTSIDE
    group = tree["structure"].get("supervision", {}).get("group")
    leading = [place for place in staying if group and named(place) not in group["led"]]
    if leading:
        most = {"span": chosen.one_of(3, 6), "share_at_most": chosen.one_of(1, 0.5)}
        removed["supervision"] = [{"group": "group", **named(chosen.one_of(*leading)), **most}]
    tree["structure"] = {**tree["structure"], "removed_ranks": {HIGHER: removed}}
    for way in tree["supply"].get("recruitment", {}).values():
        if way["role"] == higher:
            way.pop("already_started", None)
    if tree["supply"].get("known_joiners", {}).get("expected", {}).get("role") == higher:
        del tree["supply"]["known_joiners"]


def _comes_back(tree: Tree, place: Place) -> bool:
    """Whether a post comes back for everybody who goes from a line: then nobody may return to it."""
    return _is_removed(tree, place) and "comes_back" in tree["structure"]["removed_ranks"][HIGHER]


def _add_pathway(chosen: Setting, tree: Tree, at_rest: bool) -> None:
    """A pathway between two roles, of a kind that is lawful between them."""
    pairs = [
        (origin, to)
        for origin in chosen.places
        for to in chosen.places
        if origin[1] != to[1] and not _is_removed(tree, to)
    ]
    if not pairs:
        return
    origin, to = chosen.one_of(*pairs)
    kind = _kind(chosen, tree, origin, to)
    way: Tree = {
        "kind": kind,
        "from": named(origin),
        "to": named(to),
        "per_intake_fte": chosen.one_of(0.5, 2),
        "lead": chosen.one_of("0 days", "3 weeks", "1 month"),
        "leave_share": chosen.one_of(0, 0.1),
        "cost_pounds_each": chosen.one_of(0, 1500),
        "in_training": {"pay_share": chosen.one_of(1, 0.8), "productivity": chosen.one_of(0, 0.4)},
    }
    if kind != "civilianisation":
        way["return_share"] = 0 if _comes_back(tree, origin) else chosen.one_of(0, 0.2)
        way["in_training"] |= {"line": chosen.one_of("from", "to"), "on_establishment": chosen.yes()}
    if kind == "temporary_promotion":
        way |= {"length": chosen.one_of("1 month", "10 weeks"), "pay_difference_share": chosen.one_of(1, 0.5)}
    if kind == "reversion" and chosen.yes():
        way["pay_protection"] = chosen.one_of("3 weeks", "1 year")
    if chosen.yes():
        way["productivity_by_month"] = [0.5]
    if chosen.yes():
        when = chosen.one_of("after_joining", "in_lead")
        way["tutor"] = {**named(chosen.place()), "hours_per_month": 10, "months": 2, "when": when}
    if way["lead"] != "0 days" and kind != "civilianisation" and chosen.yes():
        way["already_started"] = [{"on": "2019-03-20", "fte": 0.5}]
    _go_on_at_rest(chosen, way, at_rest)
    tree["supply"]["pathways"] = {"pathway": way}


def _kind(chosen: Setting, tree: Tree, origin: Place, to: Place) -> str:
    before, after = _rank(tree, origin), _rank(tree, to)
    if before and not after:
        return "civilianisation"
    if before == after or not before:
        return "training"
    return str(chosen.one_of("promotion", "temporary_promotion")) if after == HIGHER else "reversion"


def _exit(chosen: Setting, tree: Tree, place: Place, at_rest: bool) -> Tree:
    ours = "voluntary_exit" if _rank(tree, place) else "redundancy"
    kind = chosen.one_of(ours, *(["posting_out"] if chosen.has_outside else []))
    way: Tree = {"kind": kind, "from": named(place), "per_month_fte": chosen.one_of(0.5, 2)}
    if kind == "posting_out":
        way["to_team"] = OUTSIDE
    way["notice"] = chosen.one_of("0 days", "1 month")
    way |= chosen.one_of({}, {"pounds_each": 2000}, {"weeks_of_pay": 4})
    if chosen.yes():
        way["per_year_fte"] = 3
    _go_on_at_rest(chosen, way, at_rest)
    return way


def _go_on_at_rest(chosen: Setting, way: Tree, at_rest: bool) -> None:
    """Some go on if nobody decides anything, be they there or not."""
    if at_rest and chosen.seldom():
        way["at_rest_fte"] = {"value": chosen.one_of(0.3, 40), "per": "year"}
