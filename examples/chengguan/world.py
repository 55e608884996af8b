"""Places, employers and head counts of the example. The streets are real, all other names invented."""

from __future__ import annotations

import random
from datetime import date

from tables import GROUP_OF, RATE, WORKERS, Row, Tables, filled, row_of, shared_out, street, streets

COMMUNITY_STREETS = (1, 2, 3, 5, 6, 9, 13, 14, 20, 21, 25, 26)
LOGISTICS_PARK = street(15) + "-p1"
TECH_PARK = street(25) + "-p1"
#: Two streets whose workers are left out wherever firms are spread over the district: 伏龙坪 and 青白石.
QUIET = (10, 24)
BRANCHES = (
    ("pb-c1", "陇城示例快递", "兰州分公司", 5, "express_delivery"),
    ("pb-c2", "河桥示例速运", "城关分公司", 17, "express_delivery"),
    ("pb-c3", "白塔示例快运", "兰州分公司", 21, "express_delivery"),
    ("pb-c4", "金榆示例速递", "城关分公司", 6, "express_delivery"),
    ("pb-r1", "百味示例外卖", "兰州分公司", 3, "food_delivery"),
    ("pb-r2", "牛面示例即配", "兰州分公司", 2, "food_delivery"),
    ("pb-r3", "河湾示例配送", "城关分公司", 26, "food_delivery"),
    ("pb-h1", "金城示例出行", "兰州分公司", 13, "ride_hailing"),
    ("pb-h2", "陇行示例约车", "兰州分公司", 25, "ride_hailing"),
    ("pb-h3", "兰山示例出行", "城关分公司", 7, "ride_hailing"),
    ("pb-t1", "丝路示例货运平台", "兰州分公司", 15, "road_freight"),
    ("pb-t2", "九曲示例网络货运", "城关分公司", 21, "road_freight"),
)
BRAND = {branch[0]: branch[1] for branch in BRANCHES}
FREIGHT_NAMES = (
    "驼铃",
    "关山",
    "临川",
    "玉泉",
    "洮水",
    "祁连",
    "乌鞘",
    "凤林",
    "北塔",
    "古渡",
    "红柳",
    "沙枣",
    "麦积",
    "崆峒",
    "月牙",
    "渥洼",
)
HIRE_NAMES = ("顺途", "安途", "畅途", "远途", "坦途", "同途", "启途", "乐途", "新途", "长途")
DISPATCH_NAMES = ("众力", "协力", "同力", "合力", "聚力", "惠力", "诚力", "勤力")
OTHER_KINDS = (
    ("餐饮有限公司", "enterprise", 60),
    ("商贸有限公司", "enterprise", 45),
    ("小学", "institution", 90),
    ("社区卫生服务中心", "institution", 70),
    ("物业服务有限公司", "enterprise", 120),
    ("机械制造有限公司", "enterprise", 260),
    ("酒店有限公司", "enterprise", 110),
    ("街区管理办公室", "government", 40),
    ("医药有限公司", "enterprise", 180),
    ("养老服务中心", "social_organisation", 20),
    ("软件有限公司", "enterprise", 75),
)
OTHER_NAMES = ("黄河", "白塔山", "五泉山", "铁桥", "水车", "牡丹", "玫瑰", "百合", "羊皮筏", "雁滩", "兰泉", "皋兰山")
#: Firms without a union of their own or a joint one stay small, as the law asks.
SMALL = (9, 20)


def make_places() -> list[Row]:
    """Return the areas below the streets: communities, parks, business districts and buildings, all invented."""
    names = streets()
    places = [
        {
            "code": f"{street(number)}-c{nth}",
            "name": f"{names[street(number)]}示例第{'一二'[nth - 1]}社区",
            "level": "community",
            "parent": street(number),
        }
        for number in COMMUNITY_STREETS
        for nth in (1, 2)
    ]
    below = (
        (LOGISTICS_PARK, "东岗示例物流园", "park", street(15), "provincial"),
        (TECH_PARK, "高新示例科创园", "park", street(25), None),
        (street(2) + "-d1", "张掖路示例商圈", "business_district", street(2), None),
        (street(13) + "-d1", "火车站示例商圈", "business_district", street(13), None),
        (street(8) + "-b1", "皋兰路示例大厦", "building", street(8), None),
        (street(9) + "-b1", "广武门示例中心", "building", street(9) + "-c1", None),
        (street(20) + "-b1", "渭源路示例双子楼", "building", street(20), None),
    )
    for code, name, level, parent, rank in below:
        places.append(filled(code=code, name=name, level=level, parent=parent, logistics_park=rank))
    return places


def make_employers(chance: random.Random) -> list[Row]:
    """Return all employers, without their numbers of workers: `make_headcounts` and `make_workers` fill these in."""
    employers: list[Row] = [
        {"id": key, "name": brand + tail, "place": street(number), "industry": industry, "role": "platform_branch"}
        for key, brand, tail, number, industry in BRANCHES
    ]
    row_of(employers, id="pb-t1")["place"] = LOGISTICS_PARK
    employers.append(
        {
            "id": "hq-1",
            "name": "陇原示例同城货运平台总部",
            "place": TECH_PARK,
            "industry": "road_freight",
            "role": "platform_headquarters",
        }
    )
    employers += _franchisees() + _agents() + _freight_firms() + _hire_firms() + _dispatchers() + _small_firms()
    employers += _other_employers()
    for employer in employers:
        employer.setdefault("nature", "enterprise")
        employer["opened_on"] = date(chance.randrange(2009, 2021), chance.randrange(1, 13), chance.randrange(1, 28))
    for key in ("da-13", "da-14"):
        row_of(employers, id=key)["can_found"] = False
    return employers


def _franchisees() -> list[Row]:
    """One in each street but the quiet ones; the fourth leads two of its own."""
    names = streets()
    firms = []
    for number, code in enumerate((code for code in names if int(code[-3:]) not in QUIET), 1):
        head = f"pb-c{(number - 1) % 4 + 1}"
        name = f"{BRAND[head]}{names[code]}加盟网点"
        firms.append({"id": f"fr-{number:02}", "name": name, "place": code, "role": "courier_franchisee", "head": head})
    for key in ("fr-08", "fr-12"):
        row_of(firms, id=key)["head"] = "fr-04"
    return [{**firm, "industry": "express_delivery"} for firm in firms]


def _agents() -> list[Row]:
    names = streets()
    codes = [street(number) for number in (3, 2, 26, 5, 8, 20, 13, 7, 6, 14, 9, 1, 16, 22, 12, 18)]
    return [
        {
            "id": f"da-{number:02}",
            "name": f"{BRAND[f'pb-r{(number - 1) % 3 + 1}']}{names[code]}代理商",
            "place": code,
            "industry": "food_delivery",
            "role": "delivery_agent",
            "head": f"pb-r{(number - 1) % 3 + 1}",
        }
        for number, code in enumerate(codes, 1)
    ]


def _freight_firms() -> list[Row]:
    spread = [(LOGISTICS_PARK, "pb-t1")] * 6 + [(street(21), "pb-t2")] * 4 + [(street(23), "hq-1")] * 2
    spread += [(street(14), "hq-1")] * 2 + [(TECH_PARK, "pb-t1"), (TECH_PARK, "pb-t2")]
    return [
        {
            "id": f"ff-{number:02}",
            "name": f"{name}示例汽车运输有限公司",
            "place": place,
            "industry": "road_freight",
            "role": "freight_affiliate",
            "head": head,
        }
        for number, (name, (place, head)) in enumerate(zip(FREIGHT_NAMES, spread, strict=True), 1)
    ]


def _hire_firms() -> list[Row]:
    spread = (13, 13, 13, 26, 26, 26, 7, 20, 4, 11)
    return [
        {
            "id": f"rh-{number:02}",
            "name": f"{name}示例汽车租赁有限公司",
            "place": street(at),
            "industry": "ride_hailing",
            "role": "other",
            "head": f"pb-h{(number - 1) // 3 % 3 + 1}",
        }
        for number, (name, at) in enumerate(zip(HIRE_NAMES, spread, strict=True), 1)
    ]


def _dispatchers() -> list[Row]:
    heads = ("pb-c1", "pb-c2", "pb-r1", "pb-r2", "pb-r3", "pb-c3", "pb-r1", "pb-t1")
    places = [street(number) for number in (5, 17, 19, 2, 26, 21, 3)] + [LOGISTICS_PARK]
    return [
        {
            "id": f"ld-{number:02}",
            "name": f"{name}示例劳务派遣有限公司",
            "place": place,
            "industry": next(branch[4] for branch in BRANCHES if branch[0] == head),
            "role": "labour_dispatcher",
            "head": head,
        }
        for number, (name, place, head) in enumerate(zip(DISPATCH_NAMES, places, heads, strict=True), 1)
    ]


def _small_firms() -> list[Row]:
    firms = (
        ("sm-01", "白银路示例跑腿服务部", 7, "food_delivery"),
        ("sm-02", "渭源路示例同城快送服务部", 20, "express_delivery"),
        ("sm-03", "嘉峪关路示例车友服务部", 22, "ride_hailing"),
        ("sm-04", "雁滩示例同城快送服务部", 5, "express_delivery"),
    )
    return [
        {"id": key, "name": name, "place": street(number), "industry": industry, "role": "other"}
        for key, name, number, industry in firms
    ]


def _other_employers() -> list[Row]:
    """Shops, schools, works and offices without a key group: the structure that is already there."""
    anchored = {
        **dict.fromkeys(range(1, 5), street(2) + "-d1"),
        **dict.fromkeys(range(5, 9), street(13) + "-d1"),
        **dict.fromkeys((9, 13), street(9) + "-b1"),
        **dict.fromkeys((10, 11), street(8) + "-b1"),
        **dict.fromkeys((12, 14), street(20) + "-b1"),
        **dict.fromkeys((15, 16), TECH_PARK),
    }
    employers = []
    for number in range(1, 67):
        kind, nature, _ = OTHER_KINDS[number % len(OTHER_KINDS)]
        name = OTHER_NAMES[number % len(OTHER_NAMES)]
        employers.append(
            {
                "id": f"ot-{number:02}",
                "name": f"{name}示例{kind}",
                "place": anchored.get(number, street(number % 26 + 1)),
                "industry": "other",
                "role": "other",
                "nature": nature,
            }
        )
    return employers


def make_headcounts(tables: Tables, chance: random.Random) -> list[Row]:
    """Return the survey of the four groups, by employer and, without one, by street; it adds up to WORKERS."""
    unionised = {cover["employer"] for cover in tables["covers"]}
    rows: list[Row] = []
    for industry, group in GROUP_OF.items():
        fixed, open_rows, weights = 0, [], []
        for employer in tables["employers"]:
            if employer["industry"] != industry:
                continue
            row: Row = {"employer": employer["id"], "group": group}
            if employer["id"] not in unionised and employer["role"] != "platform_branch":
                row["workers"] = chance.randint(*SMALL)
                fixed += row["workers"]
            else:
                open_rows.append(row)
                weights.append((3.0 if employer["role"].startswith("platform") else 1.0) * chance.uniform(0.7, 1.3))
            rows.append(row)
        for code in _streets_counted(group):
            row = {"place": code, "group": group}
            open_rows.append(row)
            weights.append(chance.uniform(0.6, 1.6) * (0.2 if int(code[-3:]) in QUIET else 1.0))
            rows.append(row)
        for row, workers in zip(open_rows, shared_out(WORKERS[group] - fixed, weights), strict=True):
            row["workers"] = workers
        _fill_members([row for row in rows if row["group"] == group], RATE[group], unionised)
    for row in rows:
        row["as_of"] = date(2022, 11, 30) if "employer" in row else date(2022, 11, 15)
        row["source"] = "survey"
    return rows + _earlier_round(rows) + _other_sources(rows, chance)


def _streets_counted(group: str) -> list[str]:
    """Couriers have an employer. Truck owner-drivers of 伏龙坪, a hill without roads for trucks, are none."""
    if group == "courier":
        return []
    codes = list(streets())
    if group == "food_delivery_rider":
        return [code for code in codes if code != street(24)]
    return [code for code in codes if code != street(10)]


def _fill_members(rows: list[Row], rate: int, unionised: set[str]) -> None:
    """Give each row its members, more where there is a union, so that they add up to `rate` in a thousand."""
    total = sum(row["workers"] for row in rows)
    weights = [row["workers"] * (1.15 if row.get("employer") in unionised else 1.0) for row in rows]
    wanted = total * rate // 1000
    for row, members in zip(rows, shared_out(wanted, weights), strict=True):
        row["members"] = min(members, row["workers"])
    for row in rows:
        row["members"] += min(row["workers"] - row["members"], wanted - sum(other["members"] for other in rows))


def _earlier_round(rows: list[Row]) -> list[Row]:
    """The first round of 2022, at the branches only: it no longer counts, a later one is there."""
    return [
        {**row, "workers": row["workers"] * 9 // 10, "members": row["members"] * 6 // 10, "as_of": date(2022, 3, 31)}
        for row in rows
        if row.get("employer", "").startswith("pb-")
    ]


def _other_sources(rows: list[Row], chance: random.Random) -> list[Row]:
    """What the platforms say about their branches: within 5 % of the survey."""
    return [
        {
            "employer": row["employer"],
            "group": row["group"],
            "workers": row["workers"] * chance.randint(960, 1040) // 1000,
            "as_of": date(2022, 11, 30),
            "source": "platform",
        }
        for row in rows
        if row.get("employer", "").startswith("pb-")
    ]


def make_workers(tables: Tables, chance: random.Random) -> list[Row]:
    """Fill in the staff of every employer, and return head counts of staff outside the four groups, where surveyed."""
    counted = {
        row["employer"]: row["workers"]
        for row in tables["headcounts"]
        if row.get("employer") and row["source"] == "survey" and row["as_of"].month == 11
    }
    unionised = {cover["employer"] for cover in tables["covers"]}
    more: list[Row] = []
    for number, employer in enumerate(tables["employers"]):
        if employer["id"] in counted:
            key_workers = counted[employer["id"]]
            employer["workers"] = key_workers + (key_workers // 10 if key_workers > 24 else 3)
            employer["women_workers"] = employer["workers"] // 12
            continue
        size = next(size for kind, _, size in OTHER_KINDS if employer["name"].endswith(kind))
        workers = size * chance.randint(70, 140) // 100 if employer["id"] in unionised else chance.randint(*SMALL)
        employer["workers"] = workers
        employer["women_workers"] = workers * chance.randint(30, 60) // 100
        if number % 3 == 0:
            more.append(
                {
                    "employer": employer["id"],
                    "group": "other",
                    "workers": workers,
                    "members": workers * (9 if employer["id"] in unionised else 0) // 10,
                    "as_of": date(2022, 11, 30),
                    "source": "survey",
                }
            )
    return more
