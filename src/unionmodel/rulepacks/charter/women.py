"""The women's committee and the women's member (article 25; the regulation of 2004)."""

from __future__ import annotations

from typing import Any

from unionmodel.language import Text
from unionmodel.rulepacks.charter.base import CHARTER, WOMEN, WOMEN_STARTS
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Derived, Local
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import BASIC_LEVEL, COVERED_EMPLOYERS, COVERED_WOMEN_WORKERS, STANDING
from unionmodel.rules.terms import unions
from unionmodel.rules.types import NUMBER, TEXT

FROM = Local(
    "women_committee_from", "应设女职工委员会的人数", "women from which there is a committee",
    Parameter("women_committee.number", NUMBER), unions.place.row,
)  # fmt: skip
COUNTS = Local(
    "women_committee_counts", "按女会员还是女职工计算", "whether women members or women workers count",
    Parameter("women_committee.counts", TEXT), unions.place.row,
)  # fmt: skip
#: The number was read in the text of 2023; that of 2008 has none.
IN_THE_CHARTER = CHARTER.article({"2023-10-12": "25"})
#: In Beijing the women workers of the employer are counted, elsewhere the women members.
REACHED = Derived(
    "women_reached",
    "达到应设女职工委员会的人数",
    "has as many women as a committee takes",
    ((COUNTS == "members") & (unions.women_members >= FROM))
    | ((COUNTS == "workers") & (COVERED_EMPLOYERS >= 1) & (COVERED_WOMEN_WORKERS >= FROM)),
)
_SHOWS = {
    "women_members": unions.women_members, "women_workers": COVERED_WOMEN_WORKERS, "from": FROM, "women_body": unions.women_body,
}  # fmt: skip

_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "women_members": 10,
    "women_body": "committee",
}  # fmt: skip
_BEIJING: dict[str, Any] = {
    "unions": [{"place": "110101", "women_body": "member"}], "places": [{"code": "110101", "name": "东城区", "level": "county"}],
    "employers": [{"id": "e1", "name": "示例快递公司", "place": "110101", "women_workers": 25}],
    "covers": [{"union": "u1", "employer": "e1"}],
}  # fmt: skip
_SHANGHAI: dict[str, Any] = {
    "unions": [{"place": "310101", "women_members": 24, "women_body": "member"}],
    "places": [{"code": "310101", "name": "黄浦区", "level": "county"}],
}  # fmt: skip

WOMEN_COMMITTEE = rule(
    "CTU601",
    "women-committee",
    title=Text(zh="女职工委员会", en="a women's committee"),
    force=Force.MUST,
    cites=(WOMEN.clause("11"), IN_THE_CHARTER),
    each="unions",
    when=STANDING & BASIC_LEVEL & REACHED,
    require=unions.women_body == "committee",
    shows=_SHOWS,
    says=Text(
        zh="{name}有女会员 {women_members} 名，覆盖女职工 {women_workers} 名；满 {from} 名应设女职工委员会，所填为：{women_body}",
        en="{name} has {women_members} women members and covers {women_workers} women workers; from {from} on it needs a women's committee, not: {women_body}",
    ),
    mend=Text(
        zh="设立女职工委员会，与工会委员会同时建立", en="form a women's committee along with the union's committee"
    ),
    reason=Text(zh="女职工的权益要有专门的组织来维护", en="women workers' interests need a body of their own"),
    starts=WOMEN_STARTS,
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="十名女会员，有委员会", en="ten women members and a committee"), "held"),
        Example(
            Text(zh="十名女会员，只有委员", en="ten women members and a member"),
            "broken",
            {"unions": [{"women_body": "member"}]},
        ),
        Example(
            Text(zh="九名女会员", en="nine women members"),
            "not_applicable",
            {"unions": [{"women_members": 9, "women_body": "member"}]},
        ),
        Example(Text(zh="北京按女职工：二十五名", en="Beijing counts women workers: 25"), "broken", _BEIJING),
        Example(
            Text(zh="北京二十四名女职工", en="Beijing, 24 women workers"),
            "not_applicable",
            {**_BEIJING, "employers": [{**_BEIJING["employers"][0], "women_workers": 24}]},
        ),
        Example(Text(zh="上海二十四名女会员", en="Shanghai, 24 women members"), "not_applicable", _SHANGHAI),
        Example(
            Text(zh="上海二十五名女会员", en="Shanghai, 25 women members"),
            "broken",
            {**_SHANGHAI, "unions": [{"place": "310101", "women_members": 25, "women_body": "none"}]},
        ),
        Example(
            Text(zh="街道工会", en="a township union"),
            "not_applicable",
            {"unions": [{"kind": "township_union", "women_body": "none"}]},
        ),
        Example(
            Text(zh="女会员数不明", en="women members not known"),
            "cannot_tell",
            {"unions": [{"women_members": None, "women_body": "none"}]},
        ),
    ),
)

WOMEN_MEMBER_BELOW = rule(
    "CTU602",
    "women-member-below",
    title=Text(zh="人数不足的设女职工委员", en="a women's member below that number"),
    force=Force.MAY,
    cites=(WOMEN.clause("11"), IN_THE_CHARTER),
    each="unions",
    when=STANDING & BASIC_LEVEL & (unions.women_members > 0) & ~REACHED,
    require=unions.women_body.is_in("member", "committee"),
    shows=_SHOWS,
    says=Text(
        zh="{name}有女会员 {women_members} 名（不足 {from} 名），可以设女职工委员，所填为：{women_body}",
        en="{name} has {women_members} women members (the committee begins at {from}) and may have a women's member, not: {women_body}",
    ),
    mend=Text(zh="在委员会中设一名女职工委员", en="name a women's member of the committee"),
    reason=Text(zh="女会员少的也要有人联系", en="few women members need somebody to turn to, as well"),
    starts=WOMEN_STARTS,
    scene={"unions": [{**_UNION, "women_members": 9, "women_body": "member"}]},
    examples=(
        Example(Text(zh="九名女会员，有委员", en="nine women members and a member"), "held"),
        Example(
            Text(zh="一名女会员，没有委员", en="one woman member, nobody"),
            "broken",
            {"unions": [{"women_members": 1, "women_body": "none"}]},
        ),
        Example(
            Text(zh="没有女会员", en="no woman member"),
            "not_applicable",
            {"unions": [{"women_members": 0, "women_body": "none"}]},
        ),
        Example(
            Text(zh="十名女会员", en="ten women members"),
            "not_applicable",
            {"unions": [{"women_members": 10, "women_body": "none"}]},
        ),
        Example(Text(zh="没有填写", en="not recorded"), "cannot_tell", {"unions": [{"women_body": None}]}),
    ),
)

RULES = (WOMEN_COMMITTEE, WOMEN_MEMBER_BELOW)
