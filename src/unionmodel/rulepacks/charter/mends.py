"""How `repair` mends the findings of the charter."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rules.mending import ELECTED, HAPPENED, NO_UNION, NOTHING_SAID, PAPERS, Mends

MENDS = {
    "CTU101": Mends(NO_UNION, "hierarchy.outside_area"),
    "CTU102": Mends(NOTHING_SAID, "hierarchy.second_superior"),
    "CTU103": Mends(NO_UNION, "hierarchy.industrial_union"),
    "CTU104": Mends(NOTHING_SAID, "bodies.dispatched"),
    "CTU201": Mends(NOTHING_SAID, "data.covered_twice"),
    "CTU202": Mends(NO_UNION, "hierarchy.successor"),
    "CTU501": Mends(NOTHING_SAID, "membership.twice_active"),
    "CTU502": Mends(NOTHING_SAID, "membership.with_employer"),
    "CTU503": Mends(PAPERS, "membership.seamless"),
    "CTU504": Mends(
        Text(zh="先与会员谈话：是否离会由本人决定", en="talk to the member first: leaving is the member's decision")
    ),
    "CTU601": Mends(NOTHING_SAID, "bodies.cell", ("women_body", "committee")),
    "CTU602": Mends(NOTHING_SAID, "bodies.cell", ("women_body", "member", "committee")),
    "CTU603": Mends(HAPPENED),
    "CTU604": Mends(ELECTED),
    "CTU605": Mends(NOTHING_SAID, "bodies.cell", ("chair_full_time", True)),
}
