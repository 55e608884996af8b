"""What every answer offers: the same four formats and one signature, with a table that says the same in each of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

import unionmodel as um
from unionmodel.answers import WRITERS, Answer

ON = um.DEMO_DAY
DEMO = um.demo()
SMALL = um.Structure(
    unions=[{"id": "u", "name": "=甲工会", "kind": "joint_union", "place": "620102"}],
    members=[{"id": "m", "union": "u", "joined_on": date(2021, 1, 1)}],
)
STEP = {"do": "fund", "union": "if-rider", "year": 2022, "amount": 5000, "source": "fixed_subsidy"}
ANSWERS: dict[str, Callable[[], Answer]] = {
    "Report": lambda: um.check(SMALL, on=ON),
    "Coverage": lambda: um.coverage(DEMO, on=ON),
    "CoverageTable": lambda: um.coverage(DEMO, on=ON).by_group(),
    "CoverageChange": lambda: um.coverage_if(DEMO, close="t-001", on=ON),
    "CampaignAnswer": lambda: um.campaign(DEMO, ON),
    "FoundingPlan": lambda: um.plan(DEMO, on=ON),
    "Repairs": lambda: um.repair(DEMO, on=ON, select=["GS401"]),
    "Comparison": lambda: um.compare(DEMO, on=ON, parameters_after={"funding_floor.amount": 30000}, select=["GS401"]),
    "Scenario": lambda: um.scenario(DEMO, [STEP], on=ON),
    "Recommendation": lambda: um.recommend_all(DEMO, on=ON)[0],
    "Recommendations": lambda: um.recommend_all(DEMO, on=ON),
    "Money": lambda: um.money(DEMO, on=ON),
    "Maturity": lambda: um.maturity(DEMO, "if-rider", on=ON),
    "Maturities": lambda: um.maturity_all(DEMO, on=ON),
    "Staffing": lambda: um.staffing(DEMO, 10, on=ON),
    "Pairs": lambda: um.pairing(DEMO, on=ON),
    "Reconciliation": lambda: um.reconcile(DEMO, on=ON),
    "LawCoverage": lambda: um.law_coverage(["gansu-2021"]),
    "StaleLaw": lambda: um.law_stale(date(2030, 1, 1)),
    "Divisions": um.divisions,
    "Explanation": lambda: um.explain("GS401"),
    "Reason": lambda: um.why(DEMO, "GS401", "if-rider", ON),
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "register"
    um.save(SMALL, folder, form="parquet")
    return folder


@pytest.fixture(params=[*ANSWERS, "RegisterReport", "RosterCounts"], scope="module")
def answer(request: pytest.FixtureRequest, register: Path) -> Answer:
    if request.param == "RegisterReport":
        return um.check_register(register, on=ON)
    found = um.roster(register, on=ON) if request.param == "RosterCounts" else ANSWERS[request.param]()
    assert type(found).__name__ == request.param
    return found


def written(value: Any) -> str:
    """Return a cell of a frame as tables for people write it."""
    if isinstance(value, (list, pl.Series)):
        return ";".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def sheet(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet of a workbook; numbers are whole."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_answer_has_text_and_json_in_both_languages(answer: Answer, language: str) -> None:
    assert answer.render("text", language).strip()
    assert json.loads(answer.render("json", language)) == json.loads(json.dumps(answer.to_dict(language)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_says_the_same_as_frame_as_csv_and_as_workbook(answer: Answer, language: str) -> None:
    frame = answer.to_frame(language)
    cells = [list(frame.columns), *([written(cell) for cell in row] for row in frame.iter_rows())]
    plain = [
        [cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(answer.render("csv", language)))
    ]
    assert plain == [[cell.removeprefix("'") for cell in row] for row in cells]
    if type(answer).__name__ != "Report":
        assert sheet(answer.render("xlsx", language)) == cells


def test_a_cell_that_a_spreadsheet_would_compute_is_marked_in_csv() -> None:
    report = um.check(SMALL, on=ON, language="zh")
    assert any(row["message"].startswith("=") for row in report.table_rows("zh"))
    rows = list(csv.DictReader(io.StringIO(report.render("csv"))))
    assert [row["message"] for row in rows if row["message"].startswith("=")] == []


def test_an_answer_read_as_text_is_its_text(answer: Answer) -> None:
    assert str(answer) == answer.render()


def test_a_notebook_shows_an_answer_as_one_piece_of_html(answer: Answer) -> None:
    shown = answer._repr_html_()
    assert shown.startswith('<div class="unionmodel"') and shown.endswith("</div>")


def test_a_format_that_an_answer_does_not_have_is_refused_with_those_that_it_has(answer: Answer) -> None:
    with pytest.raises(um.UnionModelError) as caught:
        answer.render("pdf")
    assert {"text", "json", "csv", "xlsx"} <= set(caught.value.known)  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["zh", "en", None])
def test_a_language_alone_still_means_text_in_it(language: Any) -> None:
    coverage = um.coverage(SMALL, on=ON)
    with pytest.warns(DeprecationWarning, match="render\\(format, language\\)"):
        assert coverage.render(language) == coverage.render("text", language)


def test_what_is_due_is_a_format_now_and_its_old_name_still_works() -> None:
    found = um.campaign(DEMO, ON)
    with pytest.warns(DeprecationWarning, match='render\\("due", language\\)'):
        assert found.render_due("en") == found.render("due", "en")


def test_every_kind_of_answer_is_tried_out_here() -> None:
    tried = {*ANSWERS, "RegisterReport", "RosterCounts"}
    assert tried == {name for name, format in WRITERS if format == "text"}
