"""How `repair` mends the findings of the Trade Union Law."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rules.mending import ELECTED, NO_FOUNDING, NO_UNION, NOTHING_SAID, PAPERS, Mends

MENDS = {
    "TUL101": Mends(NOTHING_SAID, "hierarchy.two_roots"),
    "TUL102": Mends(NO_UNION, "hierarchy.missing_superior"),
    "TUL103": Mends(NO_UNION, "hierarchy.circle"),
    "TUL104": Mends(NO_UNION, "hierarchy.other_superior"),
    "TUL105": Mends(NOTHING_SAID, "hierarchy.local_federation"),
    "TUL106": Mends(NO_UNION, "hierarchy.ended_superior"),
    "TUL201": Mends(NOTHING_SAID, "bodies.cell", ("body", "committee")),
    "TUL202": Mends(Text(zh="先补填组织机构：文件中没有", en="record the body first: the file does not have it")),
    "TUL203": Mends(NO_FOUNDING, "founding.at_employer"),
    "TUL204": Mends(NOTHING_SAID, "federations.one_employer"),
    "TUL205": Mends(NOTHING_SAID, "founding.own_union"),
    "TUL206": Mends(PAPERS, "bodies.not_approved_yet"),
    "TUL207": Mends(PAPERS, "hierarchy.approved_by"),
    "TUL208": Mends(PAPERS),
    "TUL209": Mends(NOTHING_SAID, "data.end"),
    "TUL210": Mends(NO_UNION, "hierarchy.ended_leader"),
    "TUL211": Mends(
        Text(zh="要由会员和接收的工会决定", en="the member and the union that takes him in decide"),
        "membership.of_ended_union",
    ),
    "TUL212": Mends(NO_FOUNDING, "founding.at_employer"),
    "TUL301": Mends(NO_FOUNDING, "founding.many_employers"),
    "TUL401": Mends(PAPERS, "money.contribution"),
    "TUL601": Mends(NOTHING_SAID, "bodies.cell", ("term_years", 3, 5)),
    "TUL602": Mends(NOTHING_SAID, "bodies.cell", ("term_years", 5)),
    "TUL603": Mends(NOTHING_SAID, "bodies.cell", ("chair_full_time", True)),
    "TUL604": Mends(NOTHING_SAID, "bodies.audit_body"),
    "TUL605": Mends(ELECTED, "bodies.new_officer"),
}
