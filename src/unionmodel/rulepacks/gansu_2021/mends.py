"""How `repair` mends the findings of the Gansu plan."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rules.mending import HAPPENED, NO_FOUNDING, NO_UNION, NOTHING_SAID, PAPERS, Mends

_COUNT = Text(zh="人数要清点，不能推算", en="people are to be counted, not worked out")
_ENROL = Text(zh="要发展会员：人数不能由程序填写", en="members must be enrolled: no program can write that down")

MENDS = {
    "GS101": Mends(NOTHING_SAID, "federations.higher"),
    "GS102": Mends(NOTHING_SAID, "federations.lower"),
    "GS103": Mends(NOTHING_SAID, "federations.industries"),
    "GS104": Mends(Text(zh="要看吸收哪些单位，由联合会决定", en="whom to take in is the federation's decision")),
    "GS201": Mends(NOTHING_SAID, "federations.mode"),
    "GS202": Mends(NOTHING_SAID, "federations.single"),
    "GS203": Mends(NOTHING_SAID, "federations.leader"),
    "GS204": Mends(NOTHING_SAID, "federations.related"),
    "GS205": Mends(Text(zh="推动单位要由人填写", en="who drives it is for people to say"), "federations.driven"),
    "GS206": Mends(NO_FOUNDING, "founding.at_employer"),
    "GS207": Mends(NO_FOUNDING, "founding.related_firm"),
    "GS208": Mends(NO_FOUNDING, "founding.park"),
    "GS301": Mends(NO_FOUNDING, "founding.workers"),
    "GS302": Mends(NO_FOUNDING, "founding.township"),
    "GS303": Mends(NO_FOUNDING, "founding.related_firm"),
    "GS304": Mends(NO_UNION, "membership.direct_elsewhere"),
    "GS305": Mends(NO_UNION, "membership.direct_to_own"),
    "GS306": Mends(NO_FOUNDING, "founding.direct_members"),
    "GS401": Mends(NOTHING_SAID, "money.floor_gap"),
    "GS402": Mends(
        Text(zh="谁拨付、拨付多少，要由人填写", en="who pays, and how much, is for people to say"), "money.payer"
    ),
    "GS403": Mends(Text(zh="标准由工会确定", en="the union sets the standard")),
    "GS501": Mends(_ENROL),
    "GS502": Mends(_ENROL),
    "GS503": Mends(_COUNT),
    "GS504": Mends(PAPERS),
    "GS505": Mends(PAPERS),
    "GS506": Mends(_COUNT, "membership.group"),
    "GS601": Mends(HAPPENED),
    "GS602": Mends(HAPPENED),
    "GS603": Mends(HAPPENED),
    "GS604": Mends(HAPPENED),
    "GS605": Mends(NO_UNION, "hierarchy.missing_superior"),
    "GS606": Mends(NOTHING_SAID, "bodies.cell", ("chair_assessed", True)),
    "GS607": Mends(
        Text(
            zh="各工会的会员数或重点群体人数不全，无法分配",
            en="members or key-group workers are not known, so nothing can be shared out",
        ),
        "money.posts",
    ),
    "GS608": Mends(NO_UNION, "money.partner"),
    "GS701": Mends(HAPPENED),
    "GS702": Mends(HAPPENED),
    "GS703": Mends(PAPERS, "data.phase"),
    "GS704": Mends(HAPPENED),
    "GS801": Mends(HAPPENED),
    "GS802": Mends(HAPPENED),
}
