"""Who has a union: employers from so many workers on (clause 2)."""

from __future__ import annotations

from datetime import date

from qinghe_rules.base import AREA, PLACES, PLAN
from unionmodel.writing import (
    HAS_OWN_OR_JOINT_UNION,
    NUMBER,
    OPEN,
    Example,
    Force,
    Inside,
    Parameter,
    Text,
    employers,
    rule,
)

UNION_FROM = Parameter("qinghe.union_from.workers", NUMBER)
IN_AREA = Inside("in_qinghe", "在清河省", "lies in Qinghe", employers.place.row, AREA)

UNION_FROM_SO_MANY_WORKERS = rule(
    "QH201",
    "union-from-so-many-workers",
    title=Text(zh="达到人数应建立工会", en="a union from so many workers on"),
    force=Force.SHOULD,
    cites=PLAN.clause("2"),
    each="employers",
    when=IN_AREA & OPEN & (employers.workers >= UNION_FROM),
    require=HAS_OWN_OR_JOINT_UNION,
    shows={"workers": employers.workers, "threshold": UNION_FROM},
    says=Text(
        zh="{name} 有职工 {workers} 人，达到 {threshold} 人，还没有工会",
        en="{name} has {workers} workers, {threshold} or more, and no union",
    ),
    mend=Text(zh="建立基层工会，或加入联合基层工会", en="found a basic union, or join a joint one"),
    reason=Text(zh="人多的单位自己就能办好工会", en="many workers can run a union of their own"),
    scene={
        "places": PLACES,
        "employers": [{"id": "e1", "name": "河口快递", "place": "990100", "workers": 30}],
        "unions": [{"id": "u1", "name": "河口快递工会", "kind": "basic_union", "place": "990100"}],
        "covers": [{"union": "u1", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="有自己的工会", en="a union of its own"), "held"),
        Example(
            Text(zh="正好达到人数，没有工会", en="exactly so many workers, and no union"),
            "broken",
            {"employers": [{"workers": 25}], "covers": []},
        ),
        Example(
            Text(zh="差一人", en="one worker short"),
            "not_applicable",
            {"employers": [{"workers": 24}], "covers": []},
        ),
        Example(
            Text(zh="人数未填", en="nobody counted the workers"),
            "cannot_tell",
            {"employers": [{"workers": None}], "covers": []},
        ),
        Example(
            Text(zh="在别的省", en="in another province"),
            "not_applicable",
            {"employers": [{"place": "620102"}], "covers": []},
        ),
    ),
    on=date(2024, 12, 31),
)

RULES = (UNION_FROM_SO_MANY_WORKERS,)
