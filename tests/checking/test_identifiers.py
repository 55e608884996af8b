"""Credit codes and division codes: shapes, check characters, names; and what python-stdnum says of the same codes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.model.credit_code import ALPHABET, WEIGHTS
from unionmodel.rulepacks import shipped

ON = date(2022, 12, 31)
CODES = ["DAT903", "DAT904", "DAT905", "DAT906"]
#: Department and categories, as the readings list them.
CATEGORIES = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129", "8": "19", "9": "123",
    "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip
ENGINES = pytest.mark.parametrize("engine", ["rows", "columns"])


def with_check_character(body: str) -> str:
    """Return seventeen characters with the check character of GB 32100, worked out apart from the library."""
    total = sum(ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def outcomes(codes: list[str], engine: str = "rows") -> list[dict[str, str]]:
    """Return for each code what the four rules say of a union that has it."""
    structure = um.Structure(unions=[{"id": f"u{n}", "credit_code": code} for n, code in enumerate(codes)])
    report = um.check(structure, on=ON, select=CODES, engine=engine)
    found = {(finding.subject, finding.code): finding.outcome.value for finding in report.findings}
    return [{code: found.get((f"u{n}", code), "fine") for code in CODES} for n in range(len(codes))]


def outcome(code: str, rule: str, engine: str) -> str:
    return outcomes([code], engine)[0][rule]


@ENGINES
def test_each_department_has_its_categories_and_no_others(engine: str) -> None:
    starts = [first + second for first in ALPHABET for second in ALPHABET]
    found = outcomes([with_check_character(f"{start}620102MA{n:07}") for n, start in enumerate(starts)], engine)
    fine = {start for start, one in zip(starts, found, strict=True) if one["DAT903"] == "fine"}
    assert fine == {first + second for first, seconds in CATEGORIES.items() for second in seconds}
    of_unions = {start for start, one in zip(starts, found, strict=True) if one["DAT905"] == "fine"}
    assert of_unions == {"81", "89"}


@ENGINES
@pytest.mark.parametrize("remainder", range(31))
def test_every_remainder_has_its_character_and_0_asks_for_a_0(engine: str, remainder: int) -> None:
    code = next(
        code
        for n in range(10_000)
        if (code := with_check_character(f"81620102MA{n:07}"))[17] == ALPHABET[(31 - remainder) % 31]
    )
    assert (code[17] == "0") == (remainder == 0)
    assert outcome(code, "DAT904", engine) == "fine"
    assert outcome(code[:17] + ("1" if code[17] != "1" else "2"), "DAT904", engine) == "broken"


@ENGINES
def test_the_real_code_that_fails_its_check_is_only_warned_of(engine: str) -> None:
    structure = um.Structure(
        employers=[{"id": "e1", "name": "厦门某公司", "place": "620102", "credit_code": "91350211M0000XUF46"}]
    )
    report = um.check(structure, on=ON, select=CODES, engine=engine)
    assert [(finding.code, finding.severity) for finding in report.findings] == [("DAT904", "warning")]
    assert report.ok


@ENGINES
@pytest.mark.parametrize(
    "code",
    [
        "81620102MAXXXXXXX", "81620102MAXXXXXXX77", "81620102maxxxxxxx7", "8162010AMAXXXXXXX7", "81620102MAXXXXXXXI",
        "81620102MAOXXXXXX7", "81620102MASXXXXXX7", "81620102MAVXXXXXX7", "81620102MAZXXXXXX7", "81 620102MAXXXXXXX7",
    ],
)  # fmt: skip
def test_a_code_that_is_not_well_formed_breaks_the_shape_and_is_not_asked_for_its_check(engine: str, code: str) -> None:
    found = outcomes([code], engine)[0]
    assert (found["DAT903"], found["DAT904"]) == ("broken", "fine")


def test_full_width_characters_are_folded_before_a_code_is_judged() -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in "81620102MAXXXXXXX7")
    assert outcomes([wide]) == [dict.fromkeys(CODES, "fine")]


@ENGINES
def test_a_code_is_shared_among_unions_or_among_employers_and_not_between_them(engine: str) -> None:
    code = {"credit_code": "81620102MAXXXXXXX7"}
    structure = um.Structure(
        unions=[{"id": "u1", **code}, {"id": "u2", **code}], employers=[{"id": "e1", **code}, {"id": "e2"}]
    )
    report = um.check(structure, on=ON, select=["DAT906"], engine=engine)
    assert [(finding.table, finding.subject) for finding in report.findings] == [("unions", "u1"), ("unions", "u2")]


bodies = st.builds(
    lambda start, division, rest: f"{start}{division:06}{rest}",
    st.sampled_from(sorted(first + second for first, seconds in CATEGORIES.items() for second in seconds)),
    st.integers(0, 999_999),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@given(bodies, st.sampled_from(ALPHABET))
def test_python_stdnum_and_the_rules_agree_on_every_code_that_it_takes(body: str, last: str) -> None:
    uscc = pytest.importorskip("stdnum.cn.uscc")
    right = with_check_character(body)
    assert right[17] == uscc.calc_check_digit(body)
    for code in {right, body + last}:
        found = outcomes([code])[0]
        assert found["DAT903"] == "fine"
        # It takes eight digits at the beginning, so no code of the military, of villages and of others.
        if code[0].isdigit():
            assert (found["DAT904"] == "fine") == uscc.is_valid(code)
        else:
            assert not uscc.is_valid(code)
            assert (found["DAT904"] == "fine") == (code == right)


@given(st.text(ALPHABET + "IOSVZilx ", min_size=15, max_size=20))
def test_what_python_stdnum_refuses_is_never_fine(code: str) -> None:
    uscc = pytest.importorskip("stdnum.cn.uscc")
    found = outcomes([code])[0] if code.strip() else {"DAT903": "broken"}
    if found["DAT903"] == "fine" and code.strip()[0].isdigit():
        assert (found["DAT904"] == "fine") == uscc.is_valid(code)


def test_the_weights_are_the_powers_of_three() -> None:
    assert tuple(3**place % 31 for place in range(17)) == WEIGHTS


# -- divisions ----------------------------------------------------------------------------------------------------------


def names_told(places: list[dict[str, str]], engine: str, **how: object) -> list[tuple[str, str]]:
    structure = um.Structure(places=places, **how)  # type: ignore[arg-type]
    report = um.check(structure, on=ON, select=["DAT917"], engine=engine)
    assert {finding.severity for finding in report.findings} <= {"warning"}
    return [(finding.subject, dict(finding.fields)["listed_name"]) for finding in report.findings]


@ENGINES
@pytest.mark.parametrize(
    "name", ["酒泉路街道", "城关区酒泉路街道", "兰州市城关区酒泉路街道", "甘肃省兰州市城关区酒泉路街道", "甘肃省城关区酒泉路街道", "城关区 酒泉路街道"]
)  # fmt: skip
def test_a_name_may_lead_through_the_wider_divisions(engine: str, name: str) -> None:
    assert names_told([{"code": "620102001", "name": name}], engine) == []


@ENGINES
@pytest.mark.parametrize("name", ["酒泉路", "七里河区酒泉路街道", "张掖路街道", "城关区", "街道"])
def test_another_name_is_warned_of_with_the_one_of_the_list(engine: str, name: str) -> None:
    assert names_told([{"code": "620102001", "name": name}], engine) == [("620102001", "酒泉路街道")]


@ENGINES
def test_a_division_that_is_named_as_the_one_around_it_is_not_taken_for_a_way_to_it(engine: str) -> None:
    assert names_told([{"code": "620100", "name": "甘肃省"}], engine) == [("620100", "兰州市")]


@ENGINES
def test_places_beside_the_list_and_other_provinces_have_no_name_to_go_with(engine: str) -> None:
    places = [
        {"code": "000000", "name": "中国"}, {"code": "110101", "name": "东城区"}, {"code": "park-1", "name": "园区"},
        {"code": "620102001001", "name": "社区"}, {"code": "620102999", "name": "新街道"},
    ]  # fmt: skip
    assert names_told(places, engine) == []


@ENGINES
def test_without_the_shipped_divisions_there_is_no_list_to_compare_with(engine: str) -> None:
    assert names_told([{"code": "620102001", "name": "张掖路街道"}], engine, base_places=None) == []


@ENGINES
def test_lanzhou_new_area_is_known_and_exempt_from_the_digits_of_a_prefecture(engine: str) -> None:
    structure = um.Structure(unions=[{"id": "u1", "place": "620171"}, {"id": "u2", "place": "620172"}])
    report = um.check(structure, on=ON, select=["DAT915"], engine=engine)
    assert [(finding.subject, finding.outcome.value) for finding in report.findings] == [("u2", "broken")]


@ENGINES
@pytest.mark.parametrize(
    ("code", "level", "fits"),
    [
        ("620100", "prefecture", True), ("620102", "county", True), ("620102001", "township", True),
        ("620102001000", "township", True), ("620102001001", "community", True), ("630000", "province", True),
        ("620102", "township", False), ("620102001", "county", False), ("620100", "county", False),
        ("630000", "prefecture", False), ("62010", "county", False), ("x1", "county", False),
        ("x1", "community", True), ("620102", "building", True),
    ],
)  # fmt: skip
def test_a_level_fits_the_digits_of_its_code(engine: str, code: str, level: str, fits: bool) -> None:
    places = [{"code": code, "name": "某地", "level": level, "parent": "000000"}]
    structure = um.Structure(places=places, unions=[{"id": "u1", "place": code}])
    report = um.check(structure, on=ON, select=["DAT915"], engine=engine)
    assert [finding.outcome.value for finding in report.findings] == ([] if fits else ["broken"])


def test_the_library_says_whose_codes_it_ships_and_of_which_day() -> None:
    found = um.divisions()
    source = shipped()["data-quality"].sources["divisions"]
    assert (found.scheme, found.as_of) == ("MCA", date(2025, 12, 31))
    assert source.versions[-1].id == found.as_of.isoformat()
    assert found.counts == {"province": 1, "prefecture": 14, "county": 86, "township": 1356}
    assert found.beside == {"000000": "全国", "620171": "兰州新区"}
    assert found.to_dict("en")["total"] == 1457
