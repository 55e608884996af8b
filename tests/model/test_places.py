"""The divisions: what lies in what, with levels that are missing and zones that are no divisions."""

from __future__ import annotations

import unionmodel as um
from unionmodel.model.places import Geography


def chain(geography: Geography, code: str) -> list[str]:
    return [geography.codes[row] for row in geography.chain(geography.row[code])]


def test_a_street_lies_in_its_district_city_province_and_nation() -> None:
    assert chain(um.Structure().geography, "620102001") == ["620102001", "620102", "620100", "620000", "000000"]


def test_a_town_of_jiayuguan_lies_directly_in_the_city() -> None:
    geography = um.Structure().geography
    town = next(code for code in geography.codes if code.startswith("6202") and len(code) == 9)
    assert chain(geography, town) == [town, "620200", "620000", "000000"]


def test_a_city_without_counties_counts_as_a_county_and_others_do_not() -> None:
    geography = um.Structure().geography
    counts = {code: geography.county_level[geography.row[code]] for code in ("620200", "620171", "620100", "620102")}
    assert counts == {"620200": True, "620171": True, "620100": False, "620102": True}


def test_a_city_whose_only_county_lies_below_a_town_of_it_does_not_count_as_a_county() -> None:
    town = {"code": "620200900", "level": "township"}
    geography = um.Structure(places=[town, {"code": "620102", "parent": "620200900"}]).geography
    assert geography.county_level[geography.row["620200"]] is False


def test_the_new_area_reports_by_itself_beside_the_fourteen_prefectures() -> None:
    geography = um.Structure().geography
    units = [code for code, unit in zip(geography.codes, geography.reporting_unit, strict=True) if unit]
    assert len(units) == 15
    assert "620171" in units


def test_a_filled_cell_of_the_file_overrides_the_shipped_one() -> None:
    structure = um.Structure(places=[{"code": "620102001", "name": "新名街道"}])
    assert (structure.places["620102001"].name, structure.places["620102001"].level) == ("新名街道", "township")


def test_a_park_ranks_below_the_street_it_lies_in() -> None:
    structure = um.Structure(places=[{"code": "park", "level": "park", "parent": "620102001"}])
    geography = structure.geography
    assert geography.rank[geography.row["park"]] == 5


def test_places_that_lie_in_one_another_do_not_hang_anything() -> None:
    structure = um.Structure(places=[{"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}])
    assert chain(structure.geography, "a") == ["a", "b"]


def test_without_the_shipped_places_only_the_file_counts() -> None:
    structure = um.Structure(places=[{"code": "620102"}], base_places=None)
    assert structure.geography.codes == ["620102"]
