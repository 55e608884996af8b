"""What unions lack to the floor, and what a proposal costs."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.testing import days, structures

ON = date(2022, 12, 31)
FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"],
}  # fmt: skip


def paid(*amounts: str | None, **changes: Any) -> Any:
    rows = [{"union": "f1", "year": 2022, "amount": amount, "source": "fiscal"} for amount in amounts]
    return um.money(um.Structure(unions=[{**FEDERATION, **changes}], funding=rows), on=ON)


def test_a_union_below_the_floor_lacks_the_difference_to_the_fen() -> None:
    found = paid("15000", "0.01").to_dict("en")
    assert found["unions"] == [
        {
            "union": "f1", "county": "620102", "floor": "20000.00", "recorded": "15000.01", "complete": True,
            "gap": "4999.99", "by_source": {"fiscal": "15000.01"},
        }
    ]  # fmt: skip
    assert (found["total"]["missing"], found["total"]["open"]) == ("4999.99", 0)


def test_a_blank_amount_leaves_the_gap_unknown_unless_the_rest_is_enough() -> None:
    assert [(one.gap, one.complete) for one in paid("15000", None).unions] == [(None, False)]
    assert [(one.gap, one.complete) for one in paid("20000", None).unions] == [(0, False)]


def test_where_nobody_recorded_money_nothing_is_known_to_be_missing() -> None:
    found = paid()
    assert (found.unions[0].gap, found.total.missing, found.total.open) == (None, 0, 1)


def test_a_union_without_a_floor_lacks_nothing_but_its_money_is_counted() -> None:
    found = paid("500", kind="basic_union", industries=[])
    assert [(one.floor, one.gap, one.recorded) for one in found.unions] == [(None, 0, 50_000)]


def test_every_year_of_the_file_from_the_plan_on_stands_beside_the_year_of_the_day() -> None:
    rows = [{"union": "f1", "year": year, "amount": "15000", "source": "fiscal"} for year in (2019, 2022, 2023)]
    found = um.money(um.Structure(unions=[FEDERATION], funding=rows), on=ON)
    assert [(other.year, other.total.missing) for other in found.other_years] == [(2023, 500_000)]
    assert [(one["year"], one["total"]["missing"]) for one in found.to_dict("en")["other_years"]] == [(2023, "5000.00")]
    shown = found.render("text", "zh").splitlines()
    assert [line.split()[:3] for line in shown if line.startswith("202")][1:] == [
        ["2022", "城关区", "1"], ["2022", "合计", "1"], ["2023", "城关区", "1"], ["2023", "合计", "1"],
    ]  # fmt: skip
    assert paid("15000").other_years == ()


def test_the_text_names_who_lacks_how_much_in_both_languages() -> None:
    found = paid("15000")
    assert found.render("text", "zh").splitlines()[-1] == "  f1 城关区快递行业工会联合会  差 5000.00 元"
    assert found.render("text", "en").splitlines()[-1] == "  f1 城关区快递行业工会联合会  5000.00 yuan short"


@given(structures(), days())
def test_counties_and_sources_add_up_to_the_whole(structure: um.Structure, on: date) -> None:
    assume(on >= date(2021, 8, 1))
    found = um.money(structure, on=on)
    total = found.total
    for field in ("unions", "floor", "recorded", "missing", "open"):
        assert sum(getattr(county, field) for county in found.counties) == getattr(total, field)
    assert sum(total.by_source.values()) == total.recorded


@given(structures(), days())
def test_the_gap_is_that_of_the_rule(structure: um.Structure, on: date) -> None:
    assume(on >= date(2021, 8, 1))
    report = um.check(structure, on=on, select=["GS401"], engine="rows")
    gaps = {one.subject: one.fields["gap"] for one in report.findings if one.outcome.value == "broken"}
    found = {one["union"]: one["gap"] for one in um.money(structure, on=on).to_dict()["unions"] if one["floor"]}
    assert {union: gap for union, gap in found.items() if gap not in (None, "0.00")} == gaps


@given(structures(), days(), st.integers(1, 3_000_000), st.data())
def test_more_money_never_widens_a_gap(structure: um.Structure, on: date, fen: int, data: st.DataObject) -> None:
    assume(on >= date(2021, 8, 1) and len(structure.unions) > 0)
    assume(any(row.year == on.year for row in structure.funding))
    union = data.draw(st.sampled_from(list(structure.unions)))
    gift = um.Funding(union=union, year=on.year, amount=f"{fen // 100}.{fen % 100:02}")  # type: ignore[arg-type]
    before = {one.union: one.gap for one in um.money(structure, on=on).unions}
    for one in um.money(structure.with_edits([um.add(gift)]), on=on).unions:
        old = before.get(one.union, 0)
        assert old is None or (one.gap is not None and one.gap <= old)
