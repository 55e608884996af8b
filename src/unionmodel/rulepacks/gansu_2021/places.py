"""Places that are to have a union or a station: logistics parks, counties with drivers (C17, C22)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLACE_IN_AREA, PLAN, STARTS
from unionmodel.rules.facts import Aggregate, PlaceFact
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import COUNT_PLACE, COUNTING_SURVEY, HEADCOUNTS_RECORDED, STANDING, begun, recorded
from unionmodel.rules.terms import headcounts, places, stations, unions

_UNIONS_HERE = Aggregate(
    "unions_here", "设在此处的工会数", "unions anchored there", how="count", by=unions.place.row, where=STANDING
)
_PARK = {"code": "lz-park", "name": "兰州示例物流园", "level": "park", "parent": "620102", "logistics_park": "national"}
_PARK_UNION = {"id": "u1", "name": "兰州示例物流园联合工会", "kind": "joint_union", "place": "lz-park"}

LOGISTICS_PARK_UNIONISED = rule(
    "GS208",
    "logistics-park-unionised",
    title=Text(zh="物流园区建会", en="a logistics park has a union"),
    force=Force.SHOULD,
    cites=PLAN.clause("C17"),
    each="places",
    when=PLACE_IN_AREA & places.logistics_park.is_in("national", "provincial").or_else(False),
    require=_UNIONS_HERE >= 1,
    shows={"logistics_park": places.logistics_park},
    says=Text(
        zh="{name}是{logistics_park}物流园区，却没有工会设在园区",
        en="{name} is a logistics park ({logistics_park}) where no union is anchored",
    ),
    mend=Text(
        zh="在园区建立联合工会、行业工会或区域工会联合会",
        en="found a joint union, an industry union or a regional federation in the park",
    ),
    reason=Text(zh="物流园区集中了大量货车司机和快递员", en="truck drivers and couriers gather in these parks"),
    starts=STARTS,
    scene={"places": [_PARK], "unions": [_PARK_UNION]},
    examples=(
        Example(Text(zh="园区有工会", en="a union sits there"), "held", subject="lz-park"),
        Example(Text(zh="园区没有工会", en="none does"), "broken", {"unions": []}, subject="lz-park"),
        Example(
            Text(zh="工会已撤销", en="the union is dissolved"),
            "broken",
            {"unions": [{"status": "dissolved"}]},
            subject="lz-park",
        ),
        Example(
            Text(zh="不是国家级或省级园区", en="of neither rank"),
            "not_applicable",
            {"places": [{"logistics_park": "other"}], "unions": []},
        ),
        Example(
            Text(zh="不是物流园区", en="no logistics park"),
            "not_applicable",
            {"places": [{"logistics_park": None}], "unions": []},
        ),
    ),
)

_DRIVERS_HERE = Aggregate(
    "drivers", "货车司机和网约车司机人数", "truck and ride-hailing drivers",
    how="total", by=COUNT_PLACE, of=headcounts.workers, upward=True, recorded=HEADCOUNTS_RECORDED,
    where=COUNTING_SURVEY & headcounts.group.is_in("truck_driver", "ride_hailing_driver"),
)  # fmt: skip
_STATIONS_HERE = Aggregate(
    "stations_here", "服务阵地数", "stations there",
    how="count", by=stations.place.row, where=begun(stations.since), upward=True, recorded=recorded("stations"),
)  # fmt: skip
#: A prefecture without counties counts as one; unknown of a place with a blank level.
_COUNTY_LEVEL = PlaceFact("county_level", "相当于县区", "counts as a county", "county_level")
_DRIVERS = {"place": "620102001", "group": "truck_driver", "workers": 30}
_STATION = {"id": "s1", "name": "酒泉路司机之家", "place": "620102001", "kind": "drivers_home"}

STATION_WHERE_DRIVERS_ARE = rule(
    "GS802",
    "station-where-drivers-are",
    title=Text(zh="有司机的县区有服务阵地", en="a station where drivers are"),
    force=Force.MAY,
    cites=PLAN.clause("C22"),
    each="places",
    when=PLACE_IN_AREA & ((places.level == "county") | _COUNTY_LEVEL) & (_DRIVERS_HERE > 0),
    require=_STATIONS_HERE >= 1,
    shows={"drivers": _DRIVERS_HERE},
    says=Text(
        zh="{name}有货车司机和网约车司机 {drivers} 人，却没有一处服务阵地",
        en="{name} has {drivers} truck and ride-hailing drivers, but not one station",
    ),
    mend=Text(
        zh="建立司机之家、会站家或驿站并登记", en="open a drivers' home, a union station or a rest stop, and record it"
    ),
    reason=Text(zh="司机在路上，服务要到他们停车的地方", en="drivers are served where they stop"),
    starts=STARTS,
    scene={"headcounts": [_DRIVERS], "stations": [_STATION]},
    examples=(
        Example(Text(zh="有司机之家", en="a drivers' home"), "held", subject="620102"),
        Example(
            Text(zh="阵地都在别处", en="all stations elsewhere"),
            "broken",
            {"stations": [{"place": "620103"}]},
            subject="620102",
        ),
        Example(
            Text(zh="没有司机", en="no drivers"),
            "not_applicable",
            {"headcounts": [{"group": "courier"}]},
            subject="620102",
        ),
        Example(
            Text(zh="没有登记任何阵地", en="nobody recorded a station"),
            "cannot_tell",
            {"stations": []},
            subject="620102",
        ),
    ),
)

RULES = (LOGISTICS_PARK_UNIONISED, STATION_WHERE_DRIVERS_ARE)
