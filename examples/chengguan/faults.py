"""The faults planted in the proposal, and what a check on 2022-12-31 has to find because of them; reasoned by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tables import ON, Row, Tables, row_of, street
from unions import TOP
from world import LOGISTICS_PARK

REFERENCES = ("union", "federation", "partner", "helper")


class Finding(NamedTuple):
    """One expected finding: rule, table, subject, outcome, and why, in Chinese and in English."""

    code: str
    table: str
    subject: str
    outcome: str
    zh: str
    en: str


class Fault(NamedTuple):
    """One mistake: how it gets into the tables, and what it leads to."""

    name: str
    plant: Callable[[Tables], None]
    findings: tuple[Finding, ...]


def broken(code: str, table: str, subject: str, zh: str, en: str) -> Finding:
    """Return an expected finding of a rule that does not hold."""
    return Finding(code, table, subject, "broken", zh, en)


def cannot_tell(code: str, table: str, subject: str, zh: str, en: str) -> Finding:
    """Return an expected finding of a rule that hangs on a blank cell."""
    return Finding(code, table, subject, "cannot_tell", zh, en)


def without_union(tables: Tables, key: str) -> None:
    """Take a union out of every table; LookupError where another union has it as its superior."""
    tables["unions"].remove(row_of(tables["unions"], id=key))
    if any(union.get("superior") == key for union in tables["unions"]):
        raise LookupError(f"{key} still leads unions")
    for rows in tables.values():
        rows[:] = [row for row in rows if all(row.get(column) != key for column in REFERENCES)]
    for station in tables.get("stations", []):
        if station.get("union") == key:
            del station["union"]


def _union(tables: Tables, key: str) -> Row:
    return row_of(tables["unions"], id=key)


def _truck_federation_in_the_park(tables: Tables) -> None:
    _union(tables, "if-truck")["place"] = LOGISTICS_PARK


def _federation_across_districts(tables: Tables) -> None:
    tables["unions"].append(
        {
            "id": "rf-city",
            "name": "兰州主城示例跨区区域工会联合会",
            "kind": "regional_federation",
            "place": "620100",
            "superior": "lz-qy",
            "body": "committee",
            "audit_body": "committee",
            "status": "proposed",
        }
    )


def _building_without_level(tables: Tables) -> None:
    del row_of(tables["places"], code=street(20) + "-b1")["level"]


def _hailing_federation_without_industry(tables: Tables) -> None:
    del _union(tables, "if-hail")["industries"]


def _joint_union_without_mode(tables: Tables) -> None:
    del _union(tables, "ju-r3")["founding_mode"]


def _single_union_of_two(tables: Tables) -> None:
    tables["covers"].append({"union": "b-ff-10", "employer": "ot-66"})


def _leader_without_union(tables: Tables) -> None:
    without_union(tables, "b-fr-04")


def _unrelated_firm_under_a_leader(tables: Tables) -> None:
    tables["covers"].append({"union": "ju-c2", "employer": "fr-23"})


def _firm_without_head_under_a_leader(tables: Tables) -> None:
    del row_of(tables["employers"], id="fr-11")["head"]


def _industry_driven_by_nobody(tables: Tables) -> None:
    del _union(tables, "iu-hail-1")["sponsor"]


def _branch_without_union(tables: Tables) -> None:
    without_union(tables, "b-pb-c4")


def _dispatcher_left_behind(tables: Tables) -> None:
    dispatcher = row_of(tables["employers"], id="ld-03")
    dispatcher["workers"] += 9
    count = row_of(tables["headcounts"], employer="ld-03")
    tables["headcounts"].append({**count, "group": "other", "workers": 8, "members": 0})


def _agent_not_surveyed(tables: Tables) -> None:
    tables["headcounts"].remove(row_of(tables["headcounts"], employer="da-15"))


def _street_without_union(tables: Tables) -> None:
    without_union(tables, "t-024")
    row_of(tables["headcounts"], place=street(24), group="truck_driver")["members"] = 0


def _street_not_counted(tables: Tables) -> None:
    without_union(tables, "t-010")
    count = row_of(tables["headcounts"], place=street(10), group="food_delivery_rider")
    del count["workers"], count["members"]


def _firm_without_place(tables: Tables) -> None:
    del row_of(tables["employers"], id="sm-04")["place"]


def _funds_below_the_floor(tables: Tables) -> None:
    rows = [row for row in tables["funding"] if row["union"] == "if-rider" and row["purpose"] == "work"]
    tables["funding"].remove(row_of(rows, source="special_subsidy"))
    row_of(rows, source="fixed_subsidy")["amount"] = 15_000


def _amount_left_blank(tables: Tables) -> None:
    del row_of(tables["funding"], union="ju-r2", source="special_subsidy")["amount"]


def _no_subsidy(tables: Tables) -> None:
    tables["funding"][:] = [row for row in tables["funding"] if row["union"] != "ju-t2"]
    for amount, source, payer in ((12_000, "own", None), (10_000, "fiscal", "城关区财政局")):
        row = {"union": "ju-t2", "year": 2022, "amount": amount, "source": source, "payer": payer, "purpose": "work"}
        tables["funding"].append({name: value for name, value in row.items() if value is not None})


def _source_left_blank(tables: Tables) -> None:
    tables["funding"][:] = [row for row in tables["funding"] if row["union"] != "iu-hail-2"]
    tables["funding"].append({"union": "iu-hail-2", "year": 2022, "amount": 24_000, "payer": "兰州市总工会"})


def _union_without_superior(tables: Tables) -> None:
    del _union(tables, "b-ot-31")["superior"]


def _each_other_s_superior(tables: Tables) -> None:
    _union(tables, "c-009-1")["superior"] = "rf-guangwu"


def _park_without_union(tables: Tables) -> None:
    tables["places"].append(
        {
            "code": f"{street(22)}-p1",
            "name": "嘉峪关路示例快递分拣园",
            "level": "park",
            "parent": street(22),
            "logistics_park": "provincial",
        }
    )


def _direct_members_of_a_joint_union(tables: Tables) -> None:
    tables["direct_members"].append(_direct("ju-other-1", "truck_driver", 3))


def _direct_members_from_a_unionised_firm(tables: Tables) -> None:
    tables["direct_members"].append({**_direct("if-rider", "food_delivery_rider", 4), "employer": "pb-r1"})
    row_of(tables["employers"], id="pb-r1")["can_found"] = True


def _direct(union: str, group: str, members: int) -> Row:
    return {"union": union, "group": group, "members": members, "as_of": ON}


def _no_subsidy_standard(tables: Tables) -> None:
    del _union(tables, "b-fr-14")["subsidy_standard"]


def _sources_apart(tables: Tables) -> None:
    count = row_of(tables["headcounts"], employer="fr-07", source="survey", as_of=date(2022, 11, 30))
    other = {**count, "source": "platform", "workers": count["workers"] * 2}
    other.pop("members", None)
    tables["headcounts"].append(other)


def _registered_late(tables: Tables) -> None:
    row_of(tables["members"], id="m-0003")["registered_on"] = date(2022, 6, 30)


def _occupation_left_blank(tables: Tables) -> None:
    del row_of(tables["members"], id="m-0007")["group"]


def _no_training(tables: Tables) -> None:
    rows = tables["activities"]
    rows.remove(next(row for row in rows if row["union"] == "ju-t2" and row["kind"] == "training"))


def _chair_not_assessed(tables: Tables) -> None:
    _union(tables, "b-rh-07")["chair_assessed"] = False


def _staff_where_the_workers_are_not(tables: Tables) -> None:
    _union(tables, "if-hail")["hired_staff"] = 0


def _paired_with_nobody(tables: Tables) -> None:
    tables["pairings"].remove(row_of(tables["pairings"], union="b-fr-15"))


def _no_service(tables: Tables) -> None:
    tables["services"].remove(row_of(tables["services"], union="b-ld-01"))


def _record_outside_its_phase(tables: Tables) -> None:
    tables["plans"].append({"union": TOP, "phase": "implementation", "on": date(2022, 12, 5)})


def _unknown_employer(tables: Tables) -> None:
    tables["covers"].append({"union": "iu-truck", "employer": "ff-99"})


FAULTS = (
    Fault("truck federation anchored in a park", _truck_federation_in_the_park, (
        broken("GS101", "unions", "if-truck",
            "服务货车司机的行业工会联合会建在园区，应建在县区或市州一级",
            "an industry federation for truck drivers sits in a park; it should sit at county or prefecture level"),
        *(broken("TUL104", "unions", union,
            "由此又不符合：上级在园区，层级不比街道上的工会高",
            "a consequence: in a park, its superior does not rank above a union at a street")
          for union in ("b-ff-10", "b-pb-t2")),
        *(broken("CTU101", "unions", union,
            "由此又不符合：单位不在园区里",
            "a consequence: its employer does not lie in the park")
          for union in ("b-ff-10", "b-pb-t2")),
    )),
    Fault("federation across districts", _federation_across_districts, (
        broken("GS102", "unions", "rf-city",
            "区域工会联合会建在市州一级，应在县区及以下",
            "a regional federation is anchored at the prefecture; it should be the county or below"),
        broken("DAT902", "unions", "rf-city",
            "上级工会 lz-qy 不在本方案中；局部方案，只作提示，TUL102 视为符合",
            "its superior lz-qy is not in this proposal; a warning, as the proposal is a part, and TUL102 holds"),
        broken("ACF101", "unions", "rf-city",
            "由此又不符合：还没有成员工会，也没有直接会员",
            "a consequence: it has neither member unions nor direct members yet"),
    )),
    Fault("building without a level", _building_without_level, (
        cannot_tell("GS102", "unions", "rf-weiyuan",
            "所在楼宇的级别空缺，无法判断建在哪一级",
            "the level of its building is blank, so nobody can tell on which level it sits"),
        *(cannot_tell("DAT915", table, subject,
            "由此无法判断：区域的级别与代码位数是否相符",
            "a consequence: nobody can tell whether the level of the place fits its code")
          for table, subject in (("unions", "rf-weiyuan"), ("unions", "b-ot-12"), ("unions", "b-ot-14"),
                                 ("employers", "ot-12"), ("employers", "ot-14"))),
        cannot_tell("TUL105", "places", f"{street(20)}-b1",
            "由此无法判断：是否属于应有总工会的一级",
            "a consequence: nobody can tell whether it is of a level that has a general federation"),
    )),
    Fault("ride-hailing federation names no industry", _hailing_federation_without_industry, (
        broken("GS103", "unions", "if-hail",
            "行业工会联合会没有写明行业",
            "an industry federation names no industry"),
        broken("GS205", "unions", "if-hail",
            "由此又不符合：行业推动建会至少要写明一个行业",
            "a consequence: one that the industry drives has to name an industry"),
    )),
    Fault("founding mode left blank", _joint_union_without_mode, (
        broken("GS201", "unions", "ju-r3",
            "服务外卖配送员的联合工会没有记录建会方式；GS202 至 GS205 因此不适用",
            "a joint union of riders records no founding mode; GS202 to GS205 do not apply without one"),
    )),
    Fault("a single union of two firms", _single_union_of_two, (
        broken("GS202", "unions", "b-ff-10",
            "单独建会却覆盖两家单位",
            "founded by the firm alone, and yet covers two employers"),
    )),
    Fault("a leader without a union", _leader_without_union, (
        broken("GS203", "unions", "ju-c4",
            "牵头的加盟网点既不是平台企业总部或分支机构，也没有单独建会",
            "the franchisee in the lead is no platform headquarters or branch, and has no union of its own"),
        broken("TUL203", "employers", "fr-04",
            "由此又不符合：会员满二十五人，却没有工会",
            "a consequence: it has more than 25 members, and no union"),
    )),
    Fault("an unrelated firm under a leader", _unrelated_firm_under_a_leader, (
        broken("GS204", "unions", "ju-c2",
            "河桥示例速运牵头，却覆盖了白塔示例快运的加盟网点 fr-23",
            "led by one courier brand, it covers fr-23, a franchisee of another"),
    )),
    Fault("a firm without a head under a leader", _firm_without_head_under_a_leader, (
        cannot_tell("GS204", "unions", "ju-c3",
            "所覆盖的 fr-11 没有填写所属头部企业；它已在联合工会中，GS207 因此符合",
            "fr-11, which it covers, names no leading firm; GS207 holds for it, as it is in a joint union"),
    )),
    Fault("driven by nobody", _industry_driven_by_nobody, (
        broken("GS205", "unions", "iu-hail-1",
            "行业推动建会，却没有推动单位，上级也不是行业工会联合会或产业工会",
            "driven by the industry, but without a sponsor, and its superior is no federation or union of an industry"),
    )),
    Fault("a platform's branch without a union", _branch_without_union, (
        broken("GS206", "employers", "pb-c4",
            "平台头部企业分支机构没有单独建会；其加盟网点因此不适用 GS207",
            "a branch of a platform has no union of its own; GS207 does not apply to its franchisees therefore"),
        broken("TUL203", "employers", "pb-c4",
            "由此又不符合：会员满二十五人，却没有工会",
            "a consequence: it has more than 25 members, and no union"),
    )),
    Fault("a dispatcher that does not follow", _dispatcher_left_behind, (
        broken("GS207", "employers", "ld-03",
            "头部企业已建会，派出的骑手由行业覆盖，但其他派遣工只有街道工会兜底",
            "its leading firm has a union; the industry covers its riders, but its other dispatched workers "
            "have only the union of the street to fall back on"),
    )),
    Fault("an agent that nobody surveyed", _agent_not_surveyed, (
        cannot_tell("GS207", "employers", "da-15",
            "头部企业已建会，本单位未建会也没有摸底人数，无法判断由谁覆盖",
            "its leading firm has a union; it has none, and no surveyed head count that says who covers it"),
    )),
    Fault("a street without a union", _street_without_union, (
        broken("GS302", "places", street(24),
            "青白石街道有重点群体劳动者，却没有街道工会",
            "the street has workers of the key groups and no union of its own"),
        broken("GS301", "headcounts", f"p:{street(24)}|truck_driver",
            "货车司机的行业工会联合会只管物流园，街道又没有工会兜底，这里的货车司机无人覆盖",
            "the federation of truck drivers reaches no further than its park, and no union of the street is there"),
    )),
    Fault("a street not counted", _street_not_counted, (
        broken("DAT901", "headcounts", f"p:{street(10)}|food_delivery_rider",
            "人数空缺",
            "the number of workers is blank"),
        cannot_tell("GS302", "places", street(10),
            "伏龙坪街道没有街道工会，唯一的一行人数又空缺，无法判断是否有重点群体劳动者；"
            "GS301 仍符合，因为全区的行业工会联合会覆盖他们",
            "the street has no union, and its only head count is blank, so key groups may work there or not; "
            "GS301 holds, since the district's federation covers them whatever their number"),
        cannot_tell("GS501", "places", "620100|food_delivery_rider",
            "有一行外卖配送员的人数和会员数都空缺，无法判断入会率",
            "of some riders neither workers nor members are known, so nobody can tell the rate"),
        cannot_tell("GS501", "places", "620000|food_delivery_rider",
            "全省的入会率同样无法判断",
            "nor can that of the province be told"),
    )),
    Fault("a firm without a place", _firm_without_place, (
        broken("DAT901", "employers", "sm-04", "所在区域空缺", "the place is blank"),
        cannot_tell("GS301", "headcounts", "e:sm-04|courier",
            "不知道单位在哪里，无法判断由哪个工会覆盖",
            "nobody knows where the firm is, and so which union covers its couriers"),
    )),
    Fault("work funds below the floor", _funds_below_the_floor, (
        broken("GS401", "unions", "if-rider",
            "2022 年工作经费 15000 元，低于 20000 元，差 5000 元",
            "work funds of 2022 are 15 000 yuan, 5 000 below the floor of 20 000"),
    )),
    Fault("an amount left blank", _amount_left_blank, (
        broken("DAT901", "funding", "ju-r2|2022|special_subsidy", "金额空缺", "the amount is blank"),
        cannot_tell("GS401", "unions", "ju-r2",
            "已知部分低于 20000 元，另一笔金额空缺",
            "the known part is below 20 000 yuan, and another amount is blank"),
    )),
    Fault("funds without a subsidy", _no_subsidy, (
        broken("GS402", "unions", "ju-t2",
            "经费 22000 元达到下限，但来自自有和财政，没有定额补助或专项补助",
            "its 22 000 yuan reach the floor, but none of them is a fixed or special subsidy"),
    )),
    Fault("a source left blank", _source_left_blank, (
        cannot_tell("GS402", "unions", "iu-hail-2",
            "经费来源空缺，无法判断是不是补助",
            "the source of its funds is blank, so nobody can tell whether they are a subsidy"),
    )),
    Fault("a union without a superior", _union_without_superior, (
        broken("TUL102", "unions", "b-ot-31",
            "没有上级工会，又不是本方案的最上级",
            "has no superior, and is not the top of this proposal"),
    )),
    Fault("each other's superior", _each_other_s_superior, (
        broken("TUL103", "unions", "c-009-1",
            "社区工会与楼宇联合会互为上级",
            "the union of the community and the federation of a building in it are each other's superior"),
        broken("TUL103", "unions", "rf-guangwu",
            "社区工会与楼宇联合会互为上级",
            "the union of the community and the federation of a building in it are each other's superior"),
        broken("TUL103", "unions", "b-ot-09",
            "它的上级在环上",
            "its superior is on the circle"),
        broken("TUL104", "unions", "c-009-1",
            "由此又不符合：楼宇联合会的层级不比社区工会高",
            "a consequence: the federation of a building does not rank above the union of a community"),
        broken("TUL207", "unions", "c-009-1",
            "由此又不符合：批准它的街道工会不再是它的上级",
            "a consequence: the street's union, which approved it, is no longer above it"),
        broken("CTU101", "unions", "c-009-1",
            "由此又不符合：社区不在楼宇里",
            "a consequence: the community does not lie in the building"),
    )),
    Fault("a logistics park without a union", _park_without_union, (
        broken("GS208", "places", f"{street(22)}-p1",
            "省级物流园区没有工会设在园区",
            "a logistics park of provincial rank where no union is anchored"),
    )),
    Fault("direct members of a joint union", _direct_members_of_a_joint_union, (
        broken("GS304", "direct_members", "ju-other-1|truck_driver",
            "联合基层工会不能直接发展会员",
            "a joint union takes no direct members"),
    )),
    Fault("direct members from a unionised firm", _direct_members_from_a_unionised_firm, (
        broken("GS305", "direct_members", "if-rider|food_delivery_rider|pb-r1",
            "该单位已单独建会，会员应在本单位入会",
            "their employer has its own union, where they belong"),
        broken("GS306", "direct_members", "if-rider|food_delivery_rider|pb-r1",
            "该单位具备建会条件，不应直接发展会员",
            "a union can be founded at their employer, so there is no need for direct membership"),
    )),
    Fault("part-time cadres without a standard", _no_subsidy_standard, (
        broken("GS403", "unions", "b-fr-14",
            "有兼职干部，没有补贴标准",
            "it has a part-time chair, and no standard of subsidy"),
    )),
    Fault("sources that differ", _sources_apart, (
        broken("GS504", "headcounts", "e:fr-07|courier",
            "平台企业所报人数是摸底人数的两倍",
            "the platform counts twice as many as the survey"),
    )),
    Fault("registered late", _registered_late, (
        broken("GS505", "members", "m-0003|b-pb-c1",
            "入会三个多月后才登记",
            "registered more than three months after joining"),
    )),
    Fault("an occupation left blank", _occupation_left_blank, (
        broken("GS506", "members", "m-0007|b-pb-c1",
            "没有写明所属群体",
            "the group is blank"),
    )),
    Fault("a year without training", _no_training, (
        broken("GS601", "unions", "ju-t2",
            "2022 年没有培训记录",
            "no training is recorded in 2022"),
    )),
    Fault("a chair that nobody assesses", _chair_not_assessed, (
        broken("GS606", "unions", "b-rh-07",
            "登记为没有主席考核办法",
            "recorded as without a scheme to assess its chair"),
    )),
    Fault("staff where the workers are not", _staff_where_the_workers_are_not, (
        broken("GS607", "unions", "if-hail",
            "网约车司机最多，却没有社会化工会工作者；人数更少的联合会各有一名",
            "it has most workers and no hired staff, while federations with fewer have one each"),
    )),
    Fault("paired with nobody", _paired_with_nobody, (
        broken("GS608", "unions", "b-fr-15",
            "2022 年没有结对",
            "in no pair in 2022"),
    )),
    Fault("no service", _no_service, (
        broken("GS801", "unions", "b-ld-01",
            "2022 年没有服务记录",
            "no service is recorded in 2022"),
    )),
    Fault("a record outside its phase", _record_outside_its_phase, (
        broken("GS703", "plans", "cg-gf|implementation|2022-12-05",
            "12 月 5 日已不在推进实施阶段",
            "5 December lies after the phase of implementation"),
    )),
    Fault("an employer that does not exist", _unknown_employer, (
        broken("DAT902", "covers", "iu-truck|ff-99",
            "单位 ff-99 不存在；这一覆盖不计",
            "there is no employer ff-99; the link does not count"),
    )),
)  # fmt: skip


def plant(tables: Tables) -> None:
    """Put every fault into the tables."""
    for fault in FAULTS:
        fault.plant(tables)


def expected() -> list[Row]:
    """Return every finding that a check has to report, by code and subject."""
    rows: list[Row] = [
        {
            "code": finding.code,
            "table": finding.table,
            "subject": finding.subject,
            "outcome": finding.outcome,
            "fault": fault.name,
            "why": {"zh": finding.zh, "en": finding.en},
        }
        for fault in FAULTS
        for finding in fault.findings
    ]
    return sorted(rows, key=lambda row: (row["code"], row["table"], row["subject"]))
