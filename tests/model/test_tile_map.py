"""The map of equal squares: every county once, nothing on top of another, every prefecture in one piece."""

from __future__ import annotations

from collections import Counter

import unionmodel as um
from unionmodel.model.tile_map import Tile, prefecture_labels, tiles

GEOGRAPHY = um.Structure().geography
LISTED = {code for code, level in zip(GEOGRAPHY.codes, GEOGRAPHY.level, strict=True) if level == "county"}


def test_every_county_of_the_list_and_jiayuguan_have_exactly_one_square() -> None:
    assert set(tiles()) == LISTED | {"620200"}
    assert len(tiles()) == 87


def test_no_two_squares_or_names_stand_at_one_place() -> None:
    places = Counter((tile.row, tile.column) for tile in [*tiles().values(), *prefecture_labels().values()])
    assert [place for place, times in places.items() if times > 1] == []


def test_every_prefecture_is_in_one_piece() -> None:
    apart = []
    for prefecture, own in by_prefecture().items():
        places = {(tile.row, tile.column) for tile in own}
        reached, ahead = set(), [next(iter(places))]
        while ahead:
            row, column = ahead.pop()
            if (row, column) in places - reached:
                reached.add((row, column))
                ahead += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
        if reached != places:
            apart.append(prefecture)
    assert apart == []


def test_every_prefecture_with_counties_is_named_beside_one_of_its_squares() -> None:
    assert {code[:4] for code in prefecture_labels()} == set(by_prefecture()) - {"6202"}
    for code, label in prefecture_labels().items():
        assert any(abs(t.row - label.row) + abs(t.column - label.column) <= 1 for t in by_prefecture()[code[:4]]), code


def test_a_square_is_called_by_the_beginning_of_its_county_s_name_and_no_two_alike() -> None:
    named = [(tile.label, str(GEOGRAPHY.name[GEOGRAPHY.row[code]])) for code, tile in tiles().items()]
    assert [label for label, name in named if not name.startswith(label)] == []
    assert len({label for label, _ in named}) == 87


def test_the_corridor_runs_to_the_north_west() -> None:
    found = tiles()
    way = [found[code] for code in ("620102", "620602", "620702", "620902", "620982")]  # Lanzhou to Dunhuang
    assert [tile.row for tile in way] == sorted((tile.row for tile in way), reverse=True)
    assert [tile.column for tile in way] == sorted((tile.column for tile in way), reverse=True)


def by_prefecture() -> dict[str, list[Tile]]:
    found: dict[str, list[Tile]] = {}
    for code, tile in tiles().items():
        found.setdefault(code[:4], []).append(tile)
    return found
