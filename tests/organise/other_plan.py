"""The plan of a province that does not exist, which differs from that of Gansu in everything that a scheme can say."""

from __future__ import annotations

from datetime import date
from typing import Any

import unionmodel as um
from unionmodel.writing import (
    COUNTING_SURVEY,
    ON,
    STANDING,
    WORK_FUNDS,
    Aggregate,
    Campaign,
    Duty,
    Example,
    Floor,
    Force,
    Found,
    Founding,
    Mends,
    Pack,
    Paper,
    Phase,
    Route,
    Rung,
    Scheme,
    Target,
    Text,
    Tier,
    officers,
    option_of,
    read_parameters,
    read_sources,
    rule,
    search,
    unions,
    value_of,
)


def both(text: str) -> Text:
    return Text(zh=text, en=text)


SOURCES = read_sources("""
[qinghe-2024]
title = { zh = "清河方案", en = "Qinghe plan" }
short = { zh = "清河方案", en = "Qinghe plan" }
issuer = { zh = "清河", en = "Qinghe" }
numbering = "clause"
confidence = "own"
[[qinghe-2024.versions]]
id = "2024"
start = 2024-01-01
read = "own"
[qinghe-2024.clauses]
1 = { zh = "地域和覆盖", en = "area and coverage" }
2 = { zh = "建会", en = "founding" }
3 = { zh = "经费", en = "money" }
4 = { zh = "台阶", en = "steps" }
""")
PARAMETERS = read_parameters(
    "".join(
        f"""
["{name}"]
label = {{ zh = "{name}", en = "{name}" }}
type = "{kind}"
[["{name}".values]]
start = 2024-01-01
value = {value}
clause = "1"
"""
        for name, kind, value in (
            ("area", "text", '"990000"'), ("alone.from", "count", 10), ("money.least", "money", 5000),
            ("joined.share", "share", 60), ("joined.by", "date", "2024-06-30"),
        )
    )
    + """
["duties.whose"]
label = { zh = "谁开展培训", en = "who trains" }
question = { zh = "谁开展培训？", en = "Who trains?" }
default = "federations"
clause = "2"
["duties.whose".options]
federations = { zh = "联合会", en = "federations" }
all = { zh = "所有工会", en = "all unions" }
""",
    SOURCES,
)  # fmt: skip

AREA = search("area_union", "片区工会", "area union", "county", "regional_federation")
OWN = search("firm_union", "企业工会", "firm union", "employer", "basic_union")
IN_OFFICE = Aggregate(
    "in_office", "在任干部", "officers", how="count", by=officers.union.row, where=officers.until > ON
)
IS_AREA_UNION = unions.kind == "regional_federation"
HELD_BY_AREA = rule(
    "QH101", "held-by-the-area", title=both("area first"), force=Force.MUST, cites=SOURCES["qinghe-2024"].clause("1"),
    each="headcounts", when=COUNTING_SURVEY, require=Found(AREA.fact), says=both("{name} has no area union"),
    mend=both("found one"), reason=both("the area comes first"),
    scene={"headcounts": [{"place": "990101", "group": "courier", "workers": 4}]},
    examples=(Example(both("none"), "broken"),),
)  # fmt: skip

SCHEME = Scheme(
    source=SOURCES["qinghe-2024"],
    starts=date(2024, 1, 1),
    jurisdiction="area",
    campaign=Campaign(
        name="qinghe-2024",
        title=both("Qinghe drive"),
        jurisdiction=value_of("area"),
        groups=("courier", "other"),
        phases=(Phase("only", both("the only phase"), date(2024, 2, 1), date(2024, 9, 30)),),
        targets=(
            Target("pooled", "rate", value_of("joined.by"), share=value_of("joined.share"), scope="pooled"),
            Target("more", "increment", date(2024, 9, 30), count=20, since=date(2023, 12, 31), scope="pooled"),
            Target("yearly", "increment", date(2026, 12, 31), count=5, since=date(2023, 12, 31), each_year=True),
            Target("hubs", "stock", date(2024, 12, 31), count=3, label=both("service hubs"), of="stations", force="must"),
        ),
        reporting="county",
        papers=(Paper("summing_up", date(2024, 9, 1), date(2024, 9, 30), both("account")),),
        duties=(
            Duty(
                ("training",), both("training"),
                option_of("duties.whose", federations=("regional_federation",), all=("regional_federation", "basic_union")),
                date(2024, 1, 1), "qinghe-2024#2",
            ),
        ),
    ),
    tiers=(
        Tier("area", both("area"), both("a"), both("area union"), "county", (AREA,)),
        Tier("firm", both("firm"), both("f"), both("firm union"), "employer", (OWN,)),
    ),
    founding=Founding(
        routes=(
            Route("already_unionised", both("has one"), ("1",)),
            Route(
                "regional_federation", both("with the neighbours"), ("2",), because=both("{name} has neighbours"),
                unfit=both("{name} has no neighbours"), step=both("call the shops of the county together"),
            ),
            Route(
                "single", both("by itself"), ("2",), because=both("{workers} of {enough} workers"),
                unfit=both("{workers} workers are too few"), step=both("elect people in {name}"),
            ),
            Route("direct_membership", both("one by one"), ("2",)),
        ),
        enough="alone.from",
        meets_at=("county",),
    ),
    founds={"regional_federation": "2"},
    floor=Floor("money.least", WORK_FUNDS, IS_AREA_UNION),
    ladder=(
        Rung("built", both("stands"), None, STANDING, ("4",)),
        Rung("running", both("has officers"), IS_AREA_UNION, IN_OFFICE >= 1, ("4",)),
        Rung("alive", both("has money"), IS_AREA_UNION, WORK_FUNDS > 0, ("3", "4")),
    ),
)  # fmt: skip
PACK = Pack(
    name="qinghe", version="1", title=both("Qinghe"), rules=(HELD_BY_AREA,), sources=SOURCES, parameters=PARAMETERS,
    scheme=SCHEME, mends={"QH101": Mends(both("nobody can say"), "founding.workers")},
)  # fmt: skip


def province(**more: Any) -> um.Structure:
    """Return a province with two counties: a firm with a union, two small shops, couriers in the street."""
    tables: dict[str, list[dict[str, Any]]] = {
        "places": [
            {"code": "990000", "name": "清河省", "level": "province", "parent": "000000"},
            {"code": "990100", "name": "清河市", "level": "prefecture", "parent": "990000"},
            {"code": "990101", "name": "东县", "level": "county", "parent": "990100"},
            {"code": "990102", "name": "西县", "level": "county", "parent": "990100"},
            {"code": "990101001", "name": "桥镇", "level": "township", "parent": "990101"},
        ],
        "unions": [
            {"id": "east", "name": "东县总工会", "kind": "general_federation", "place": "990101"},
            {"id": "u1", "name": "大快递工会", "kind": "basic_union", "place": "990101001", "groups": ["courier"]},
        ],
        "employers": [
            {"id": "big", "name": "大快递", "place": "990101001", "industry": "express_delivery", "workers": 30},
            {"id": "shop", "name": "小快递", "place": "990101001", "industry": "express_delivery", "workers": 6},
            {"id": "cook", "name": "小饭店", "place": "990101001", "industry": "food_delivery", "workers": 4},
            {"id": "mill", "name": "西厂", "place": "990102", "industry": "express_delivery", "workers": 12},
        ],
        "covers": [{"union": "u1", "employer": "big"}],
        "headcounts": [
            {"employer": "big", "group": "courier", "workers": 30, "members": 24, "as_of": "2024-03-01"},
            {"employer": "big", "group": "courier", "workers": 30, "members": 9, "as_of": "2023-12-01"},
            {"employer": "cook", "group": "other", "workers": 4, "members": 1, "as_of": "2023-12-31"},
            {"employer": "shop", "group": "courier", "workers": 6, "members": 0, "as_of": "2024-03-01"},
            {"employer": "mill", "group": "other", "workers": 12, "members": 3, "as_of": "2024-03-01"},
            {"place": "990101001", "group": "truck_driver", "workers": 50, "members": 50, "as_of": "2024-03-01"},
        ],
    }  # fmt: skip
    return um.Structure(**{**tables, **more})
