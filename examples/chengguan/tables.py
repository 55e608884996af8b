"""What the parts of the generator share: the tables being filled, the divisions, and small helpers."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]

REPOSITORY = Path(__file__).resolve().parents[2]
DISTRICT = "620102"
ON = date(2022, 12, 31)
GROUP_OF = {
    "road_freight": "truck_driver",
    "ride_hailing": "ride_hailing_driver",
    "express_delivery": "courier",
    "food_delivery": "food_delivery_rider",
}
#: The plan's four groups in the district. Lanzhou reported 38 600 members at a rate of 81 % for 2022, so about 47 700
#: workers; the district is given 40 % of them, 19 080. How they fall into groups, firms and streets is invented.
WORKERS = {"truck_driver": 4680, "ride_hailing_driver": 5520, "courier": 3960, "food_delivery_rider": 4920}
#: Members per 1000 workers. Together 81 %.
RATE = {"truck_driver": 812, "ride_hailing_driver": 805, "courier": 820, "food_delivery_rider": 814}


def streets() -> dict[str, str]:
    """Return the district's streets as the library ships them: name without 街道 by code."""
    path = REPOSITORY / "src" / "unionmodel" / "data" / "gansu_divisions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["parent"] == DISTRICT]
    return {row["code"]: row["name"].removesuffix("街道") for row in rows}


def street(number: int) -> str:
    """Return the code of a street by its number within the district."""
    return f"{DISTRICT}{number:03}"


def row_of(rows: Iterable[Row], **wanted: object) -> Row:
    """Return the one row that has all the `wanted` values; LookupError where there is none or more than one."""
    found = [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows with {wanted}")
    return found[0]


def filled(**cells: object) -> Row:
    """Return a row without its blank cells."""
    return {name: value for name, value in cells.items() if value is not None and value != []}


def any_day(chance: random.Random, first: date, last: date) -> date:
    """Return a working day from `first` to `last`."""
    day = first + timedelta(days=chance.randrange((last - first).days + 1))
    return day if day.weekday() < 5 else day - timedelta(days=day.weekday() - 4)


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole numbers in proportion to `weights` that add up to `total`: the largest remainders are rounded up."""
    scale = total / sum(weights)
    shares = [int(weight * scale) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (shares[place] - weights[place] * scale, place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
