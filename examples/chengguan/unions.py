"""The unions of the example: from the district's general federation down to firms, and whom they cover."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tables import DISTRICT, GROUP_OF, ON, Row, Tables, any_day, filled, row_of, street, streets
from world import COMMUNITY_STREETS, LOGISTICS_PARK, QUIET, TECH_PARK

TOP = "cg-gf"
#: The federations above the district, which the proposal lists so that its place in the hierarchy is known.
CITY, PROVINCE = "lz-gf", "gs-gf"
FEDERATION_OF = {
    "express_delivery": "if-courier",
    "food_delivery": "if-rider",
    "ride_hailing": "if-hail",
    "road_freight": "if-truck",
}
SHORT = {"express_delivery": "快递", "food_delivery": "外卖配送", "ride_hailing": "网约车", "road_freight": "道路货运"}
TRANSPORT, HAILING, CATERING = "城关区示例道路运输协会", "城关区示例网约车协会", "城关区示例餐饮行业协会"
#: Industry unions of firms of the four industries (each has more members than a joint union is meant for): id, kind, name, place, industry, how founded (a
#: leading employer, or who drives it), superior, covered employers.
JOINT = (
    ("ju-c1", "industry_union", "陇城示例快递加盟网点联合工会", street(5), "express_delivery", "pb-c1", "if-courier",
     ("fr-01", "fr-05", "fr-09", "fr-13")),
    ("ju-c2", "industry_union", "河桥示例速运加盟网点联合工会", street(17), "express_delivery", "pb-c2", "if-courier",
     ("fr-02", "fr-06", "fr-10")),
    ("ju-c3", "industry_union", "白塔示例快运加盟网点联合工会", street(21), "express_delivery", "pb-c3", "if-courier",
     ("fr-03", "fr-07", "fr-11")),
    ("ju-c4", "industry_union", "金榆示例速递临夏路片区联合工会", street(4), "express_delivery", "fr-04", "if-courier",
     ("fr-08", "fr-12")),
    ("ju-r1", "industry_union", "百味示例外卖代理商联合工会", street(3), "food_delivery", "pb-r1", "if-rider",
     ("da-01", "da-04", "da-07")),
    ("ju-r2", "industry_union", "牛面示例即配代理商联合工会", street(2), "food_delivery", "pb-r2", "if-rider",
     ("da-02", "da-05", "da-08")),
    ("ju-r3", "industry_union", "雁园街道外卖配送联合工会", street(26), "food_delivery", CATERING, "if-rider",
     ("da-03", "da-06", "da-09")),
    ("ju-t1", "industry_union", "东岗示例物流园货运企业联合工会", LOGISTICS_PARK, "road_freight", "pb-t1", "rf-logistics",
     ("ff-01", "ff-02", "ff-03")),
    ("ju-t2", "industry_union", "九曲示例网络货运挂靠企业联合工会", street(21), "road_freight", "pb-t2", "t-021",
     ("ff-07", "ff-08", "ff-09")),
    ("ju-t3", "industry_union", "焦家湾货运企业联合工会", street(23), "road_freight", TRANSPORT, "t-023",
     ("ff-11", "ff-12")),
    ("iu-truck", "industry_union", "拱星墩道路货运行业工会委员会", street(14), "road_freight", TRANSPORT, "t-014",
     ("ff-13", "ff-14")),
    ("iu-hail-1", "industry_union", "火车站网约车行业工会委员会", street(13), "ride_hailing", HAILING, "t-013",
     ("rh-01", "rh-02", "rh-03")),
    ("iu-hail-2", "industry_union", "雁园网约车行业工会委员会", street(26), "ride_hailing", HAILING, "t-026",
     ("rh-04", "rh-05", "rh-06")),
)  # fmt: skip
#: Federations of an area: id, name, place, superior, industries, who drives them, member unions.
REGIONAL: tuple[tuple[str, str, str, str, list[str], str | None, tuple[str, ...]], ...] = (
    ("rf-zhangye", "张掖路示例商圈区域工会联合会", street(2) + "-d1", "t-002", ["express_delivery", "food_delivery"],
     "张掖路示例商圈管理办公室", ("ju-other-1", "ju-r2")),
    ("rf-station", "火车站示例商圈区域工会联合会", street(13) + "-d1", "t-013", [], None, ("ju-other-2", "iu-hail-1")),
    ("rf-logistics", "东岗示例物流园区域工会联合会", LOGISTICS_PARK, "t-015", ["road_freight", "express_delivery"],
     "东岗示例物流园运营管理办公室", ("ju-t1", "b-ff-04", "b-pb-t1")),
    ("rf-tech", "高新示例科创园区域工会联合会", TECH_PARK, "t-025", [], None, ("b-ot-15", "b-ot-16", "b-hq-1")),
    ("rf-gaolan", "皋兰路示例大厦区域工会联合会", street(8) + "-b1", "t-008", [], None, ("b-ot-10", "b-ot-11")),
    ("rf-guangwu", "广武门示例中心区域工会联合会", street(9) + "-b1", "c-009-1", [], None, ("b-ot-09", "b-ot-13")),
    ("rf-weiyuan", "渭源路示例双子楼区域工会联合会", street(20) + "-b1", "t-020", [], None, ("b-ot-12", "b-ot-14")),
)  # fmt: skip
#: Firms with a union of their own, beside the platforms' branches and 50 employers outside the four industries.
OWN = ("hq-1", "fr-04", "fr-14", "fr-15", "da-10", "da-11", "ff-04", "ff-10", "rh-07", "rh-08", "ld-01", "ld-04")
SUPERIOR_OF_OWN = {
    **dict.fromkeys(("ot-15", "ot-16", "hq-1"), "rf-tech"),
    **dict.fromkeys(("ot-10", "ot-11"), "rf-gaolan"),
    **dict.fromkeys(("ot-12", "ot-14"), "rf-weiyuan"),
    **dict.fromkeys(("ff-04", "pb-t1"), "rf-logistics"),
    "ot-09": "rf-guangwu",
}


def make_unions() -> list[Row]:
    """Return the bodies that no employer owns: general federation, streets, communities, federations."""
    unions: list[Row] = [
        filled(
            id=TOP,
            name="兰州市城关区总工会",
            kind="general_federation",
            place=DISTRICT,
            superior=CITY,
            body="committee",
            approved_by=CITY,
            approved_on=date(2003, 6, 6),
            founded_on=date(2003, 6, 20),
            chair_full_time=True,
        )
    ]
    for code, name in streets().items():
        unions.append(_local(f"t-{code[-3:]}", f"{name}街道总工会", "township_union", code, TOP, date(2016, 5, 18)))
    names = streets()
    for position, number in enumerate(COMMUNITY_STREETS):
        for nth in (1, 2) if position < 8 else (1,):
            name = f"{names[street(number)]}示例第{'一二'[nth - 1]}社区工会联合会"
            code = f"{street(number)}-c{nth}"
            key, superior = f"c-{number:03}-{nth}", f"t-{number:03}"
            unions.append(_local(key, name, "community_union", code, superior, date(2018, 9, 12)))
    for industry, key in FEDERATION_OF.items():
        unions.append(
            filled(
                id=key,
                name=f"城关区{SHORT[industry]}行业工会联合会",
                kind="industry_federation",
                place=DISTRICT,
                superior=TOP,
                industries=[industry],
                groups=[GROUP_OF[industry]],
                founding_mode="industry_driven",
                sponsor=f"城关区示例{SHORT[industry]}行业协会",
                body="committee",
                founded_on=date(2021, 10, 28),
            )
        )
    for key, name, place, superior, industries, sponsor, _ in REGIONAL:
        mode = "industry_driven" if industries else None
        row = _local(key, name, "regional_federation", place, superior, date(2021, 11, 25))
        unions.append({**row, **filled(industries=industries, founding_mode=mode, sponsor=sponsor)})
    led = _local("rf-yannan", "雁南街道区域工会联合会", "regional_federation", street(3), TOP, date(2021, 12, 16))
    groups = ["courier", "food_delivery_rider"]
    unions.append({**led, "groups": groups, "founding_mode": "lead", "lead_employer": "pb-r1"})
    return unions


def make_superiors() -> list[Row]:
    """Return the federations of the city and the province; when they were founded and approved is invented."""
    city = _local(CITY, "兰州市总工会", "general_federation", "620100", PROVINCE, date(2001, 11, 20))
    city.update(approved_by=PROVINCE, approved_on=date(2001, 11, 6))
    province = _local(PROVINCE, "甘肃省总工会", "general_federation", "620000", "", date(2001, 11, 6))
    province["approved_on"] = date(2001, 10, 30)
    del province["superior"]
    return [{**union, "chair_full_time": True} for union in (city, province)]


def _local(key: str, name: str, kind: str, place: str, superior: str, founded_on: date) -> Row:
    return {
        "id": key,
        "name": name,
        "kind": kind,
        "place": place,
        "superior": superior,
        "body": "committee",
        "founded_on": founded_on,
    }


def make_basic_level(tables: Tables, chance: random.Random) -> tuple[list[Row], list[Row]]:
    """Return the unions formed in employers, and which employers each of them covers."""
    unions: list[Row] = []
    covers: list[Row] = []
    for key, kind, name, place, industry, founder, superior, covered in JOINT:
        led = any(employer["id"] == founder for employer in tables["employers"])
        founded_on = any_day(chance, date(2021, 12, 1), date(2022, 4, 29))
        row = _local(key, name, kind, place, superior, founded_on)
        row.update(industries=[industry], groups=[GROUP_OF[industry]])
        row["founding_mode"] = "lead" if led else "industry_driven"
        row["lead_employer" if led else "sponsor"] = founder
        unions.append(row)
        covers += [{"union": key, "employer": employer, "since": founded_on} for employer in covered]
    for number, code in ((1, street(2) + "-d1"), (2, street(13) + "-d1")):
        key, name = f"ju-other-{number}", f"{'张掖路' if number == 1 else '火车站'}示例商圈联合工会"
        superior = "rf-zhangye" if number == 1 else "rf-station"
        kind, firms = ("joint_union", (1, 2, 4)) if number == 1 else ("industry_union", (3, 5, 6, 7, 8))
        unions.append(_local(key, name, kind, code, superior, date(2019, 4, 19)))
        covers += [{"union": key, "employer": f"ot-{nth:02}"} for nth in firms]
    for employer in tables["employers"]:
        other = employer["id"].startswith("ot-") and 9 <= int(employer["id"][3:]) <= 58
        if other or employer["role"] == "platform_branch" or employer["id"] in OWN:
            union = _own_union(employer, chance)
            unions.append(union)
            covers.append({"union": union["id"], "employer": employer["id"], "since": union["founded_on"]})
    unions.append(_merged())
    return unions, covers


def _own_union(employer: Row, chance: random.Random) -> Row:
    key_industry = employer["industry"] in GROUP_OF
    first, last = (date(2021, 9, 1), date(2022, 6, 30)) if key_industry else (date(2012, 3, 1), date(2021, 6, 30))
    superior = SUPERIOR_OF_OWN.get(employer["id"]) or FEDERATION_OF.get(employer["industry"]) or _street_union(employer)
    name = f"{employer['name']}工会委员会"
    founded_on = any_day(chance, max(first, employer["opened_on"] + timedelta(days=90)), last)
    row = _local(f"b-{employer['id']}", name, "basic_union", employer["place"], superior, founded_on)
    if key_industry:
        row.update(industries=[employer["industry"]], groups=[GROUP_OF[employer["industry"]]], founding_mode="single")
    return row


def _street_union(employer: Row) -> str:
    """The union of the employer's street; the district's federation where the street is one of the quiet ones."""
    number = employer["place"][6:9]
    return TOP if int(number) in QUIET else f"t-{number}"


def _merged() -> Row:
    """A joint union that ended, properly: what it had went to another one."""
    return {
        **_local("ju-old", "雁北片区示例快递联合工会", "industry_union", street(5), "t-005", date(2020, 7, 3)),
        "industries": ["express_delivery"],
        "groups": ["courier"],
        "founding_mode": "lead",
        "lead_employer": "pb-c1",
        "status": "dissolved",
        "dissolved_on": date(2022, 5, 31),
        "successor": "ju-c1",
    }


def make_affiliations(tables: Tables) -> list[Row]:
    """Return which unions are members of which federation."""
    members = [(member, federation[0]) for federation in REGIONAL for member in federation[6]]
    members += [("ju-r1", "rf-yannan"), ("b-da-10", "rf-yannan")]
    for union in tables["unions"]:
        basic_level = union["kind"] in ("basic_union", "joint_union", "industry_union")
        if basic_level and union.get("industries") and union["id"] != "ju-old":
            members.append((union["id"], FEDERATION_OF[union["industries"][0]]))
    founded = {union["id"]: union["founded_on"] for union in tables["unions"]}
    return [
        {"union": union, "federation": federation, "since": max(founded[union], founded[federation])}
        for union, federation in members
    ]


def complete_unions(tables: Tables, chance: random.Random) -> None:
    """Fill in what follows from head counts and dates: members, bodies, approval, term, the chair."""
    counted = {
        row["employer"]: row["members"]
        for row in tables["headcounts"]
        if row.get("employer") and row["source"] == "survey" and row["as_of"].month == 11
    }
    employers = {employer["id"]: employer for employer in tables["employers"]}
    covered: dict[str, list[Row]] = {}
    for cover in tables["covers"]:
        covered.setdefault(cover["union"], []).append(employers[cover["employer"]])
    for union in tables["unions"]:
        firms = covered.get(union["id"], [])
        if firms and union.get("status") != "dissolved":
            members = sum(counted.get(firm["id"], firm["workers"] * 9 // 10) for firm in firms)
            _fill_bodies(union, members, sum(firm["women_workers"] * 8 // 10 for firm in firms), chance)
            if sum(firm["workers"] for firm in firms) >= 200:
                union["chair_full_time"] = True
        elif union["body"] == "committee":
            union["audit_body"] = "committee"
        _fill_dates(union, chance)
    for federation in tables["unions"]:
        if federation["kind"] in ("industry_federation", "regional_federation"):
            federation.update(subsidy_standard=300, chair_assessed=True, hired_staff=1)
    for key, status in (("b-ot-57", "preparing"), ("b-ot-58", "proposed")):
        begins = date(2022, 12, 26)
        dates = {"approved_on": date(2022, 12, 15), "founded_on": begins, "term_started_on": begins}
        row_of(tables["unions"], id=key).update(status=status, **dates)


def _fill_bodies(union: Row, members: int, women: int, chance: random.Random) -> None:
    union["members"], union["women_members"] = members, women
    union["committee_seats"] = chance.choice((3, 5) if members < 25 else (5, 7) if members <= 200 else (9, 11, 13))
    union["women_body"] = "committee" if women >= 10 else "member"
    union["audit_body"] = "committee" if members >= 25 else "member"
    if union.get("industries"):
        union.update(chair_assessed=True, subsidy_standard=200)


def _fill_dates(union: Row, chance: random.Random) -> None:
    years = 3 if union["kind"] in ("basic_union", "joint_union", "industry_union") else 5
    started = union["founded_on"]
    while (following := started.replace(year=started.year + years, day=min(started.day, 28))) <= ON:
        started = following
    union["term_started_on"], union["term_years"] = started, years
    if union["id"] not in (TOP, CITY, PROVINCE):
        approved_on = union["founded_on"] - timedelta(days=chance.randint(6, 20))
        union["approved_by"], union["approved_on"] = union["superior"], approved_on
        union["approval_no"] = f"示例批〔{approved_on.year}〕{chance.randint(1, 199)}号"
