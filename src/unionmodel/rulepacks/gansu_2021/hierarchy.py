"""Where federations sit and what they name (C11, C14)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, UNION_IN_AREA
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import KEY_UNION, STANDING, UNION_AT_COUNTY_LEVEL, UNION_LEVEL
from unionmodel.rules.terms import unions

_FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "groups": ["courier"],
}  # fmt: skip
_REGIONAL = {"id": "f1", "name": "酒泉路商圈工会联合会", "kind": "regional_federation", "place": "620102001"}

INDUSTRY_FEDERATION_LEVEL = rule(
    "GS101",
    "industry-federation-level",
    title=Text(zh="行业工会联合会的级别", en="level of an industry federation"),
    force=Force.SHOULD,
    cites=PLAN.clause("C11"),
    each="unions",
    when=UNION_IN_AREA & KEY_UNION & (unions.kind == "industry_federation"),
    require=UNION_LEVEL.is_in("county", "prefecture"),
    shows={"place_level": UNION_LEVEL},
    says=Text(
        zh="{name}是服务重点群体的行业工会联合会，却设在{place_level}一级，应设在县区或市州一级",
        en="{name} is an industry federation for key groups at {place_level} level; it belongs at county or prefecture level",
    ),
    mend=Text(
        zh="把所在区域改为所属县区或市州，或改建为区域工会联合会",
        en="anchor it at the county or prefecture, or found it as a regional federation",
    ),
    reason=Text(
        zh="行业工会联合会要有足够多的单位和职工，才能覆盖整个行业",
        en="an industry federation needs enough employers and workers to cover its industry",
    ),
    starts=STARTS,
    scene={"unions": [_FEDERATION]},
    examples=(
        Example(Text(zh="设在县区", en="at the county"), "held"),
        Example(Text(zh="设在市州", en="at the prefecture"), "held", {"unions": [{"place": "620100"}]}),
        Example(Text(zh="设在街道", en="at a street"), "broken", {"unions": [{"place": "620102001"}]}),
        Example(
            Text(zh="不服务重点群体", en="serves no key group"),
            "not_applicable",
            {"unions": [{"industries": ["other"], "groups": []}]},
        ),
        Example(Text(zh="没有写明区域", en="place not known"), "cannot_tell", {"unions": [{"place": None}]}),
    ),
)

REGIONAL_FEDERATION_ANCHOR = rule(
    "GS102",
    "regional-federation-anchor",
    title=Text(zh="区域工会联合会的所在区域", en="anchor of a regional federation"),
    force=Force.SHOULD,
    cites=PLAN.clause("C14"),
    each="unions",
    when=UNION_IN_AREA & STANDING & (unions.kind == "regional_federation"),
    require=UNION_LEVEL.is_in("township", "community", "park", "building", "business_district", "county")
    | UNION_AT_COUNTY_LEVEL,
    shows={"place_level": UNION_LEVEL},
    says=Text(
        zh="{name}是区域工会联合会，却设在{place_level}一级，应设在县区或县区以下",
        en="{name} is a regional federation at {place_level} level; it belongs at the county or below",
    ),
    mend=Text(
        zh="把所在区域改为县区、乡镇街道、社区村、园区、楼宇或商圈",
        en="anchor it at a county, township, community, park, building or business district",
    ),
    reason=Text(zh="区域工会联合会就近服务小单位", en="a regional federation serves small employers close by"),
    starts=STARTS,
    scene={"unions": [_REGIONAL]},
    examples=(
        Example(Text(zh="设在街道", en="at a street"), "held"),
        Example(Text(zh="设在省一级", en="at the province"), "broken", {"unions": [{"place": "620000"}]}),
        Example(
            Text(zh="不是区域工会联合会", en="another kind"), "not_applicable", {"unions": [{"kind": "township_union"}]}
        ),
        Example(Text(zh="没有写明区域", en="place not known"), "cannot_tell", {"unions": [{"place": None}]}),
    ),
)

INDUSTRY_FEDERATION_NAMES_INDUSTRY = rule(
    "GS103",
    "industry-federation-names-industry",
    title=Text(zh="行业工会联合会写明行业", en="an industry federation names its industries"),
    force=Force.MUST,
    cites=PLAN.clause("C14"),
    each="unions",
    when=UNION_IN_AREA & STANDING & (unions.kind == "industry_federation"),
    require=unions.industries.size() >= 1,
    says=Text(
        zh="{name}是行业工会联合会，却没有写明任何行业", en="{name} is an industry federation that names no industry"
    ),
    mend=Text(zh="在“行业”一栏写明一个或几个行业", en="name one or several industries in the column industries"),
    reason=Text(
        zh="不写明行业，就无法判断哪些职工由它覆盖",
        en="without an industry nobody can tell which workers it covers",
    ),
    starts=STARTS,
    scene={"unions": [_FEDERATION]},
    examples=(
        Example(Text(zh="写明一个行业", en="one industry"), "held"),
        Example(
            Text(zh="写明几个行业", en="several industries"),
            "held",
            {"unions": [{"industries": ["express_delivery", "food_delivery"]}]},
        ),
        Example(Text(zh="没有写明行业", en="no industry"), "broken", {"unions": [{"industries": []}]}),
        Example(Text(zh="已经撤销", en="dissolved"), "not_applicable", {"unions": [{"status": "dissolved"}]}),
        Example(
            Text(zh="没有写明区域和行业", en="neither place nor industry known"),
            "cannot_tell",
            {"unions": [{"place": None, "industries": []}]},
        ),
    ),
)

RULES = (INDUSTRY_FEDERATION_LEVEL, REGIONAL_FEDERATION_ANCHOR, INDUSTRY_FEDERATION_NAMES_INDUSTRY)
