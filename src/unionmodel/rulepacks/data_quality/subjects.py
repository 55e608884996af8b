"""Whom a head count is about, where rows lie, and who is covered twice."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import PlaceLevel
from unionmodel.rulepacks.data_quality.base import HYGIENE
from unionmodel.rules.facts import Aggregate, Derived, LookUp
from unionmodel.rules.rule import Example, Force, Part, Rule, rule
from unionmodel.rules.shared import BASIC_LEVEL_KINDS, COVER_UNION_KIND, ONE_OF_EACH
from unionmodel.rules.terms import Terms, covers, employers, headcounts, places, unions
from unionmodel.rules.texts import Matches, Patterned

_UNION = {"id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001"}
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001"}
_COUNT = {"employer": "e1", "group": "courier", "workers": 40}

ONE_SUBJECT = rule(
    "DAT910",
    "one-subject",
    title=Text(zh="人数属于一个单位或一个区域", en="a head count belongs to an employer or a place"),
    force=Force.DATA_ERROR,
    cites=HYGIENE.clause("subject"),
    each="headcounts",
    when=headcounts.workers.known() | headcounts.group.known() | headcounts.employer.known() | headcounts.place.known(),
    require=(headcounts.employer.known() & ~headcounts.place.known())
    | (~headcounts.employer.known() & headcounts.place.known()),
    shows={"employer": headcounts.employer, "place_code": headcounts.place, "group": headcounts.group},
    says=Text(
        zh="人数（{group}）要么属于一个单位，要么属于一个区域；所填单位：{employer}，区域：{place_code}",
        en="a head count ({group}) belongs either to an employer or to a place; given are: {employer}, {place_code}",
    ),
    mend=Text(
        zh="有单位的只填单位，没有单位的只填区域", en="give the employer where there is one, else the place; never both"
    ),
    reason=Text(
        zh="两者都填或都不填，这些人就不知道算在哪里",
        en="with both or neither nobody knows where to count these workers",
    ),
    # Such a row counts nowhere, whatever anybody accepts.
    waivable=False,
    scene={"employers": [_FIRM], "headcounts": [_COUNT]},
    examples=(
        Example(Text(zh="只填单位", en="an employer"), "held"),
        Example(
            Text(zh="只填区域", en="a place"),
            "held",
            {"headcounts": [{"employer": None, "place": "620102001"}]},
            subject="p:620102001|courier",
        ),
        Example(
            Text(zh="两者都填", en="both"),
            "broken",
            {"headcounts": [{"place": "620102001"}]},
            subject="e:e1+p:620102001|courier",
        ),
        Example(
            Text(zh="两者都不填", en="neither"), "broken", {"headcounts": [{"employer": None}]}, subject="|courier"
        ),
        Example(
            Text(zh="整行空白", en="a blank row"),
            "not_applicable",
            {"headcounts": [{"employer": None, "group": None, "workers": None}]},
            subject="|",
        ),
    ),
)

_BASIC_UNIONS = Aggregate(
    "basic_level_unions", "基层工会数", "unions of basic level",
    how="count", by=covers.employer.row, where=ONE_OF_EACH & COVER_UNION_KIND.is_in(*BASIC_LEVEL_KINDS),
)  # fmt: skip

COVERED_TWICE = rule(
    "DAT913",
    "covered-twice",
    title=Text(zh="不由两个基层工会覆盖", en="not covered twice"),
    force=Force.DATA_ERROR,
    cites=HYGIENE.clause("twice"),
    each="employers",
    when=_BASIC_UNIONS >= 1,
    require=_BASIC_UNIONS <= 1,
    shows={"unions": _BASIC_UNIONS},
    says=Text(zh="{name}由 {unions} 个基层工会覆盖", en="{name} is covered by {unions} unions of basic level"),
    mend=Text(zh="只保留一个，其余填写终止日期", en="keep one, and end the other links"),
    reason=Text(zh="覆盖两次，会员就重复计算", en="whoever is covered twice is counted twice"),
    scene={
        "unions": [_UNION, {**_UNION, "id": "u2", "name": "酒泉路快递行业工会", "kind": "industry_union"}],
        "employers": [_FIRM],
        "covers": [{"union": "u1", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="一个", en="one"), "held"),
        Example(Text(zh="两个", en="two"), "broken", {"covers": [{}, {"union": "u2", "employer": "e1"}]}),
        Example(
            Text(zh="同一个登记两次", en="one recorded twice"),
            "held",
            {"covers": [{}, {"union": "u1", "employer": "e1"}]},
        ),
        Example(
            Text(zh="前一个已经终止", en="the first has ended"),
            "held",
            {"covers": [{"until": "2022-06-30"}, {"union": "u2", "employer": "e1"}]},
        ),
        Example(Text(zh="没有工会", en="none"), "not_applicable", {"covers": []}),
    ),
)

#: The level that the digits of a code speak of. A township may be written with twelve digits, the last three 0.
_BY_DIGITS = Patterned(
    places.code,
    (
        ("000000", "nation"), ("[0-9]{2}0000", "province"), ("[0-9]{4}00", "prefecture"), ("[0-9]{6}", "county"),
        ("[0-9]{9}(?:000)?", "township"), ("[0-9]{12}", "community"),
    ),
    PlaceLevel,
)  # fmt: skip
#: Below the township any id will do. Lanzhou New Area is a prefecture by a statistical code.
_LEVEL_FITS = Derived(
    "level_fits", "级别与代码位数相符", "its level fits its code",
    places.level.is_in("community", "park", "building", "business_district")
    | (places.level == _BY_DIGITS).or_else(False)
    | Matches(places.code, "620171"),
)  # fmt: skip


def _placed(terms: Terms) -> Part:
    fits = LookUp(
        "place_level_fits", "级别与代码位数相符", "the level of the place fits its code", terms.place.row, _LEVEL_FITS
    )
    known = terms.place.row.known()
    return Part(TABLES[repr(terms)], terms.place.known(), known & fits, {"place_code": terms.place})


PLACE_KNOWN = Rule(
    "DAT915",
    "place-known",
    Text(zh="区域代码存在且级别相符", en="the place is known and its level fits"),
    Force.DATA_ERROR,
    (HYGIENE.clause("place"),),
    tuple(_placed(terms) for terms in (unions, employers, headcounts)),
    says=Text(
        zh="{name}（{subject}）的区域 {place_code} 不存在，或其级别与代码位数不符",
        en="the place {place_code} of {name} ({subject}) does not exist, or its level does not fit its digits",
    ),
    mend=Text(
        zh="改正代码，或在“区域”表中补上这个区域；市州六位以 00 结尾，县区六位，乡镇街道九位，社区村十二位",
        en="correct the code, or add the place: six digits ending in 00 for a prefecture, six for a county, nine for a township, twelve for a community",
    ),
    reason=Text(zh="放错地方的工会，覆盖和归属都会算错", en="a union in the wrong place is led and covers wrongly"),
    scene={"unions": [_UNION], "employers": [_FIRM], "headcounts": [_COUNT]},
    examples=(
        Example(Text(zh="街道", en="a street"), "held"),
        Example(Text(zh="兰州新区", en="Lanzhou New Area"), "held", {"unions": [{"place": "620171"}]}),
        Example(Text(zh="没有这个区域", en="no such place"), "broken", {"unions": [{"place": "620199"}]}),
        Example(
            Text(zh="六位代码却写成街道", en="six digits, but a township"),
            "broken",
            {
                "places": [{"code": "620199", "name": "某街道", "level": "township", "parent": "620100"}],
                "unions": [{"place": "620199"}],
            },
            subject="u1",
        ),
        Example(
            Text(zh="园区可以用任何编号", en="a park may have any id"),
            "held",
            {
                "places": [{"code": "park-1", "name": "物流园", "level": "park", "parent": "620102001"}],
                "unions": [{"place": "park-1"}],
            },
            subject="u1",
        ),
        Example(
            Text(zh="级别不明", en="level not known"),
            "cannot_tell",
            {"places": [{"code": "zone-1", "name": "片区", "parent": "620102001"}], "unions": [{"place": "zone-1"}]},
            subject="u1",
        ),
        Example(Text(zh="没有填写", en="not given"), "not_applicable", {"unions": [{"place": None}]}),
    ),
)

RULES = (ONE_SUBJECT, COVERED_TWICE, PLACE_KNOWN)
