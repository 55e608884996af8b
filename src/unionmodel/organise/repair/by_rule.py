"""Which rule is mended how, and what is said where no edit can: one line for every rule of the shipped packs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from unionmodel.organise.repair import bodies, data, federations, founding, hierarchy, membership, money
from unionmodel.organise.repair.options import Way, said

_HAPPENED = said(
    "只有真做了才能登记：时间和内容文件中没有",
    "only what was done can be recorded, and the file does not say that it was",
)
_PAPERS = said("哪一个数或日期有误，要看原始材料", "which of the numbers or dates is wrong stands in the papers only")
_ELECTED = said("须经选举产生，选出后再登记", "somebody must be elected first, then recorded")
_COUNT = said("人数要清点，不能推算", "people are to be counted, not worked out")
_ENROL = said("要发展会员：人数不能由程序填写", "members must be enrolled: no program can write that down")
_NO_ONE = said("文件中没有合适的工会可作选择", "the file has no union that would do")
_CLASH = said("文件中没有可据以修改的内容", "nothing in the file says how to mend it")
_NO_FOUNDING = said(
    "没有可行的建会方案：先补填区域和单位", "no founding is possible yet: record places and employers first"
)
_CERTIFICATE = said("以证书为准，程序不能改写代码", "the certificate decides; a program cannot rewrite the code")

WAYS: Final[Mapping[str, Way]] = {
    # the Gansu plan
    "GS101": Way(_CLASH, federations.higher),
    "GS102": Way(_CLASH, federations.lower),
    "GS103": Way(_CLASH, federations.industries),
    "GS104": Way(said("要看吸收哪些单位，由联合会决定", "whom to take in is the federation's decision")),
    "GS201": Way(_CLASH, federations.mode),
    "GS202": Way(_CLASH, federations.single),
    "GS203": Way(_CLASH, federations.leader),
    "GS204": Way(_CLASH, federations.related),
    "GS205": Way(said("推动单位要由人填写", "who drives it is for people to say"), federations.driven),
    "GS206": Way(_NO_FOUNDING, founding.at_employer),
    "GS207": Way(_NO_FOUNDING, founding.related_firm),
    "GS208": Way(_NO_FOUNDING, founding.park),
    "GS301": Way(_NO_FOUNDING, founding.workers),
    "GS302": Way(_NO_FOUNDING, founding.township),
    "GS303": Way(_NO_FOUNDING, founding.related_firm),
    "GS304": Way(_NO_ONE, membership.direct_elsewhere),
    "GS305": Way(_NO_ONE, membership.direct_to_own),
    "GS306": Way(_NO_FOUNDING, founding.direct_members),
    "GS401": Way(_CLASH, money.floor_gap),
    "GS402": Way(said("谁拨付、拨付多少，要由人填写", "who pays, and how much, is for people to say"), money.payer),
    "GS403": Way(said("标准由工会确定", "the union sets the standard")),
    "GS501": Way(_ENROL),
    "GS502": Way(_ENROL),
    "GS503": Way(_COUNT),
    "GS504": Way(_PAPERS),
    "GS505": Way(_PAPERS),
    "GS506": Way(_COUNT, membership.group),
    "GS601": Way(_HAPPENED),
    "GS602": Way(_HAPPENED),
    "GS603": Way(_HAPPENED),
    "GS604": Way(_HAPPENED),
    "GS605": Way(_NO_ONE, hierarchy.missing_superior),
    "GS606": Way(_CLASH, bodies.cell("chair_assessed", True)),
    "GS607": Way(said("各工会的会员数或重点群体人数不全，无法分配", "members or key-group workers are not known, so nothing can be shared out"), money.posts),
    "GS608": Way(_NO_ONE, money.partner),
    "GS701": Way(_HAPPENED),
    "GS702": Way(_HAPPENED),
    "GS703": Way(_PAPERS, data.phase),
    "GS704": Way(_HAPPENED),
    "GS801": Way(_HAPPENED),
    "GS802": Way(_HAPPENED),
    # the Trade Union Law
    "TUL101": Way(_CLASH, hierarchy.two_roots),
    "TUL102": Way(_NO_ONE, hierarchy.missing_superior),
    "TUL103": Way(_NO_ONE, hierarchy.circle),
    "TUL104": Way(_NO_ONE, hierarchy.other_superior),
    "TUL105": Way(_CLASH, hierarchy.local_federation),
    "TUL106": Way(_NO_ONE, hierarchy.ended_superior),
    "TUL201": Way(_CLASH, bodies.cell("body", "committee")),
    "TUL202": Way(said("先补填组织机构：文件中没有", "record the body first: the file does not have it")),
    "TUL203": Way(_NO_FOUNDING, founding.at_employer),
    "TUL204": Way(_CLASH, federations.one_employer),
    "TUL205": Way(_CLASH, founding.own_union),
    "TUL206": Way(_PAPERS, bodies.not_approved_yet),
    "TUL207": Way(_PAPERS, hierarchy.approved_by),
    "TUL208": Way(_PAPERS),
    "TUL209": Way(_CLASH, data.end),
    "TUL210": Way(_NO_ONE, hierarchy.ended_leader),
    "TUL211": Way(said("要由会员和接收的工会决定", "the member and the union that takes him in decide"), membership.of_ended_union),
    "TUL212": Way(_NO_FOUNDING, founding.at_employer),
    "TUL301": Way(_NO_FOUNDING, founding.many_employers),
    "TUL401": Way(_PAPERS, money.contribution),
    "TUL601": Way(_CLASH, bodies.cell("term_years", 3, 5)),
    "TUL602": Way(_CLASH, bodies.cell("term_years", 5)),
    "TUL603": Way(_CLASH, bodies.cell("chair_full_time", True)),
    "TUL604": Way(_CLASH, bodies.audit_body),
    "TUL605": Way(_ELECTED, bodies.new_officer),
    # the charter
    "CTU101": Way(_NO_ONE, hierarchy.outside_area),
    "CTU102": Way(_CLASH, hierarchy.second_superior),
    "CTU103": Way(_NO_ONE, hierarchy.industrial_union),
    "CTU104": Way(_CLASH, bodies.dispatched),
    "CTU201": Way(_CLASH, data.covered_twice),
    "CTU202": Way(_NO_ONE, hierarchy.successor),
    "CTU501": Way(_CLASH, membership.twice_active),
    "CTU502": Way(_CLASH, membership.with_employer),
    "CTU503": Way(_PAPERS, membership.seamless),
    "CTU504": Way(said("先与会员谈话：是否离会由本人决定", "talk to the member first: leaving is the member's decision")),
    "CTU601": Way(_CLASH, bodies.cell("women_body", "committee")),
    "CTU602": Way(_CLASH, bodies.cell("women_body", "member", "committee")),
    "CTU603": Way(_HAPPENED),
    "CTU604": Way(_ELECTED),
    "CTU605": Way(_CLASH, bodies.cell("chair_full_time", True)),
    # the All-China Federation
    "ACF101": Way(said("区域内没有可吸收的工会；直接会员要先发展", "no union of its area could join; direct members must be enrolled first"), federations.members),
    "ACF102": Way(_CLASH, federations.no_member_union),
    "ACF103": Way(_NO_ONE, federations.cap),
    "ACF201": Way(_ELECTED, bodies.new_officer),
    "ACF501": Way(_CLASH, membership.with_employer),
    "ACF601": Way(_CLASH, bodies.seats),
    "ACF602": Way(_ELECTED),
    "ACF603": Way(said("名称和类型哪个有误，由人判断", "whether name or kind is wrong is for people to say"), bodies.name_or_kind),
    # the overlays
    "OVL201": Way(_NO_FOUNDING, founding.at_employer),
    # data quality
    "DAT901": Way(said("文件中没有可据以填写的内容", "nothing in the file says what to fill in"), data.blanks),
    "DAT902": Way(said("没有相近的编号：核对后改正，或补上记录", "no id is near: correct it, or add the record"), data.references),
    "DAT903": Way(_CERTIFICATE, data.credit_code),
    "DAT904": Way(_CERTIFICATE),
    "DAT905": Way(_CERTIFICATE, data.code_of_employer),
    "DAT906": Way(_CERTIFICATE, data.shared_code),
    "DAT907": Way(_PAPERS),
    "DAT908": Way(_PAPERS),
    "DAT909": Way(_PAPERS),
    "DAT910": Way(said("没有单位也没有区域：不知道算在哪里", "neither employer nor place: nobody knows where they count"), data.one_subject),
    "DAT911": Way(_PAPERS),
    "DAT912": Way(_PAPERS, data.group_or_industry),
    "DAT913": Way(_CLASH, data.covered_twice),
    "DAT914": Way(said("先了解情况", "find out first"), data.end),
    "DAT915": Way(said("代码有误：核对后改正，或补上区域", "the code is wrong: correct it, or add the place"), data.place),
    "DAT916": Way(_PAPERS, data.counted_members),
    "DAT917": Way(_PAPERS, data.listed_name),
}  # fmt: skip

#: Rules with a mend also where nobody can tell, because the fact that is missing follows from others.
ALSO_UNKNOWN: Final = frozenset({"DAT915"})
