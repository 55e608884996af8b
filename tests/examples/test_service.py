"""The example service: it checks on save, in the language of the caller, and says what is wrong as JSON."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

import unionmodel as um
from tests.project.project import ROOT
from unionmodel.io.writing.tables import as_document

DOCUMENT: dict[str, Any] = as_document(um.demo())
DAY = {"on": "2022-12-31"}


@pytest.fixture(scope="module")
def service() -> ModuleType:
    found = spec_from_file_location("service", ROOT / "examples" / "service" / "app.py")
    assert found is not None and found.loader is not None
    made = module_from_spec(found)
    # FastAPI looks the types of a function up in its module.
    sys.modules["service"] = made
    found.loader.exec_module(made)
    return made


@pytest.fixture
def client(service: ModuleType) -> TestClient:
    return TestClient(service.app, headers={"Accept-Language": "en"})


@pytest.fixture
def proposal(client: TestClient) -> str:
    answer = client.post("/proposals", json=DOCUMENT, params=DAY)
    assert (answer.status_code, answer.json()["report"]["ok"]) == (201, False)
    return answer.headers["location"]


def change(row: str, **values: Any) -> list[dict[str, Any]]:
    return [{"how": "change", "table": "unions", "row": row, "values": values}]


@pytest.mark.parametrize("name", ["structure", "report", "coverage", "recommend"])
def test_a_front_end_gets_the_schemas(client: TestClient, name: str) -> None:
    assert client.get(f"/schema/{name}").json() == um.schema(name)


def test_a_document_is_checked_once(client: TestClient) -> None:
    answer = client.post("/check", json=DOCUMENT, params=DAY)
    assert answer.json() == um.check(um.demo(), on=um.DEMO_DAY).to_dict("en")
    jsonschema.Draft202012Validator(client.get("/schema/report").json()).validate(answer.json())


@pytest.mark.parametrize(
    ("wanted", "language", "message"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh", "u1 缺少必填项：工会名称、工会类型、所在区域"),
        ("en-GB", "en", "u1 lacks required cells: name, kind, place"),
        ("fr, en;q=0.5, zh;q=0.4", "en", "u1 lacks required cells: name, kind, place"),
        ("", "zh", "u1 缺少必填项：工会名称、工会类型、所在区域"),
    ],
)
def test_findings_speak_the_language_of_the_caller(
    client: TestClient, wanted: str, language: str, message: str
) -> None:
    answer = client.post("/check", json={"unions": [{"id": "u1"}]}, params=DAY, headers={"Accept-Language": wanted})
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")
    assert message in [finding["message"] for finding in answer.json()["findings"]]


def test_a_save_says_which_findings_came_and_went(client: TestClient, proposal: str) -> None:
    answer = client.patch(proposal, json=change("if-courier", kind="joint_union")).json()
    assert answer["saved"] and {finding["code"] for finding in answer["came"]} == {
        "ACF603",
        "CTU601",
        "CTU602",
        "GS207",
        "TUL204",
    }
    back = client.patch(proposal, json=change("if-courier", kind="industry_federation")).json()
    assert {finding["code"] for finding in back["went"]} >= {"CTU601", "TUL204", "ACF603"}
    assert client.get(f"{proposal}/report").json() == um.check(um.demo(), on=um.DEMO_DAY).to_dict("en")


def test_a_strict_save_that_breaks_a_rule_is_taken_back(client: TestClient, proposal: str) -> None:
    edits = [
        *change("if-courier", kind="joint_union"),
        # The same cell twice: taken back in the wrong order, it would keep the first value.
        *change("if-courier", members=1),
        *change("if-courier", members=2),
        {"how": "add", "table": "unions", "values": {"id": "new", "name": "New", "kind": "basic_union"}},
        {"how": "remove", "table": "stations", "row": str(next(iter(um.demo().stations)))},
    ]
    answer = client.patch(proposal, json=edits, params={"strict": True})
    assert (answer.status_code, answer.json()["saved"]) == (409, False)
    assert client.get(f"{proposal}/report").json() == um.check(um.demo(), on=um.DEMO_DAY).to_dict("en")


def test_everything_wrong_with_an_input_comes_at_once(client: TestClient) -> None:
    answer = client.post(
        "/check", json={"unions": [{"id": "u1", "kind": "joint_onion", "members": -1}], "employer": []}
    )
    assert answer.status_code == 422
    assert [(one["path"], one["value"], one["hint"]) for one in answer.json()["errors"]] == [
        ("unions[0].kind", "joint_onion", "did you mean joint_union?"),
        ("unions[0].members", "-1", "write a whole number, such as 1200, or leave it blank"),
        ("employer", None, "did you mean employers?"),
    ]


def test_a_wrong_edit_changes_nothing(client: TestClient, proposal: str) -> None:
    before = client.get(f"{proposal}/report").json()
    wrong = [*change("if-courier", kind="guild"), {"how": "remove", "table": "unions", "row": "nobody"}]
    answer = client.patch(proposal, json=[*change("if-courier", members=1), *wrong])
    assert answer.status_code == 422
    assert [one["path"] for one in answer.json()["errors"]] == ["edits[1].kind", "edits[2]"]
    assert client.patch(proposal, json=[{"how": "rename"}]).json()["errors"][0]["path"] == "edits[0]"
    assert client.patch(proposal, json={"how": "add"}).status_code == 422
    assert client.get(f"{proposal}/report").json() == before


def test_an_amount_of_money_goes_through_no_float(client: TestClient) -> None:
    text = '{"funding": [{"union": "u1", "year": 2022, "amount": 999999999999999.99}], "unions": [{"id": "u1"}]}'
    answer = client.post("/check", content=text, params=DAY)
    expected = um.Structure(
        unions=[{"id": "u1"}], funding=[{"union": "u1", "year": 2022, "amount": "999999999999999.99"}]
    )
    assert answer.json()["input"]["sha256"] == expected.sha256


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "path_of_error"),
    [
        ("POST", "/check", "{", 422, "body"),
        ("POST", "/check", "[]", 422, "body"),
        ("POST", "/check?on=someday", "{}", 422, "on"),
        ("GET", "/proposals/nobody/report", None, 404, ""),
        ("GET", "/schema/strutcure", None, 404, ""),
        ("POST", "/check", " " * 5_000_001, 422, "body"),
    ],
)
def test_what_cannot_be_answered_is_an_error_of_the_same_shape(
    client: TestClient, method: str, path: str, content: str | None, status: int, path_of_error: str
) -> None:
    answer = client.request(method, path, content=content)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["path"], set(error)) == (
        status,
        path_of_error,
        {"path", "value", "problem", "hint"},
    )
    assert error["problem"].isascii()


def test_requests_side_by_side_leave_a_report_that_is_right(client: TestClient, proposal: str) -> None:
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda n: client.patch(proposal, json=change("if-courier", members=n)), range(8)))
    found = client.get(f"{proposal}/report").json()
    members = next(n for n in range(8) if found["input"]["sha256"] == _with_members(n).sha256)
    assert found == um.check(_with_members(members), on=um.DEMO_DAY).to_dict("en")


def _with_members(number: int) -> um.Structure:
    return um.demo().with_edits([um.change("unions", "if-courier", members=number)])


def test_old_proposals_are_forgotten(client: TestClient, service: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_PROPOSALS", 2)
    first, second, third = (client.post("/proposals", json={}).headers["location"] for _ in range(3))
    assert [client.get(f"{one}/report").status_code for one in (first, second, third)] == [404, 200, 200]


def test_the_description_of_the_service_is_json(client: TestClient) -> None:
    paths = json.loads(client.get("/openapi.json").text)["paths"]
    assert set(paths) == {"/schema/{name}", "/check", "/proposals", "/proposals/{name}/report", "/proposals/{name}"}
