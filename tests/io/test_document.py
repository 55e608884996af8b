"""JSON, YAML, TOML and dicts: what they may hold, and what a hostile one does not achieve."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.io.books import english
from unionmodel.io.reading.loading import load

DOCUMENTS = {
    "a.json": """{"format": "unionmodel/1",
        "unions": [{"id": "u1", "kind": "joint_union", "groups": ["courier"], "approved_on": "2022-01-05"},
            {"id": 620102}],
        "经费": [{"工会编号": "u1", "年度": 2022, "金额": 0.10}],
        "activities": [{"union": "u1", "on": "2022-01-05"}]}""",
    "a.yaml": """
format: unionmodel/1
unions:
  - id: u1
    kind: joint union
    groups: [courier]
    approved_on: 2022-01-05
  - {id: 620102, name: ~}
经费:
  - {union: u1, year: 2022, amount: 0.10}
activities:
  - union: u1
    on: 2022-01-05
""",
    "a.toml": """
format = "unionmodel/1"
[[unions]]
id = "u1"
kind = "联合基层工会"
groups = "快递员"
approved_on = 2022-01-05
[[unions]]
id = 620102
[[funding]]
union = "u1"
year = 2022
amount = 0.10
[[activities]]
union = "u1"
on = 2022-01-05
""",
}


@pytest.fixture(autouse=True)
def within_seconds() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 10


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_structure_is_read_from_every_kind_of_document(tmp_path: Path, name: str) -> None:
    structure = load(write(tmp_path / name, DOCUMENTS[name]))
    assert structure.column("unions", "id") == ["u1", "620102"]
    assert structure.column("unions", "kind") == ["joint_union", None]
    assert structure.column("unions", "groups") == [("courier",), ()]
    assert structure.column("unions", "approved_on") == [date(2022, 1, 5), None]
    assert structure.column("funding", "amount") == [10]
    assert structure.column("activities", "on") == [date(2022, 1, 5)]


def test_a_dict_needs_no_format_but_not_a_wrong_one() -> None:
    assert load({"unions": [{"id": "u1", "members": 3}]}).column("unions", "members") == [3]
    assert english({"format": "unionmodel/9"}) == [
        "format: “unionmodel/9” is not a format this version reads; write unionmodel/1"
    ]


def test_nothing_is_a_structure_too() -> None:
    assert load({}).size("unions") == 0
    assert load({"unions": None, "employers": []}).size("employers") == 0


def test_a_row_without_a_cell_is_a_row() -> None:
    assert load({"funding": [{}, {"year": 2022}]}).column("funding", "year") == [None, 2022]


def test_every_error_of_a_document_is_shown_at_once_with_its_path() -> None:
    document = {
        "unions": [
            {"id": "u1", "kind": "工会联合", "members": "1,200"},
            {"id": "u1", "会员": 3, "name": "a", "工会名称": "b"},
            {"kind": "joint_union"},
            "u4",
        ],
        "employer": [],
        "funding": {"union": "u1"},
        "用人单位": [{"单位编号": "e1", "职工数": 1.5, "workers": 2}],
        7: [],
    }
    assert english(document) == [
        "unions[0].kind: “工会联合” is not a known value of kind; did you mean 行业工会联合会?",
        "unions[0].members: “1,200” is not a whole number; write a whole number, such as 1200, or leave it blank",
        "unions[1].id: “u1” is already used at unions[0].id; use every id once",
        "unions[1].会员: 3 is not a column of unions; did you mean 会员数?",
        "unions[1].工会名称: “b” is the same column as name; keep one of them",
        "unions[2].id: the id is missing; every row needs its own",
        "unions[3]: “u4” is not a mapping of columns to values; write {...}",
        "employer: is not a known table; did you mean employers?",
        "funding: “{'union': 'u1'}” is not a list of rows; write [{...}, {...}]",
        "用人单位[0].职工数: 1.5 is not a whole number; write a whole number, such as 1200, or leave it blank",
        "用人单位[0].workers: 2 is the same column as 职工数; keep one of them",
        "7: is not a known table; known: places, unions, employers, covers, affiliations, headcounts, direct_members, "
        "funding, activities, officers, plans, channels",
    ]


def test_a_table_under_both_its_names_is_refused() -> None:
    assert english({"unions": [], "工会": []}) == [
        "工会: the table unions has already been given as unions; put the rows into one table"
    ]


@pytest.mark.parametrize("content", ["[]", "3", '"unions"', "null"])
def test_a_document_that_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    assert english(write(tmp_path / "a.json", content)) == [
        'a.json: is not a mapping of table names to rows; write {"format": "unionmodel/1", "unions": [...]}'
    ]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.json", '{"unions": [\n  {"id": "u1",}]}', "line 2, column "),
        ("a.json", '{"unions": [', "line 1, column "),
        ("a.json", '{"unions": []} x', "line 1, column 16"),
        ("a.yaml", "unions:\n  - id: u1\n   name: x", "line 3, column "),
        ("a.yaml", "a: [1", "line 2, column 1"),
        ("a.yaml", "? [a]\n: 1", "line 1, column 3"),
        ("a.yaml", "a: !!python/object/apply:os.system [x]", "line 1, column 4"),
        ("a.yaml", "a: !!binary x", "line 1, column 4"),
        ("a.toml", "[[unions]]\nid = u1", "line 2, column "),
        ("a.toml", "[[unions]]\nid = 'u1'\nid = 'u2'", "line 3, column "),
    ],
)
def test_a_mistake_in_the_writing_is_named_by_line_and_column(
    tmp_path: Path, name: str, content: str, place: str
) -> None:
    (line,) = english(write(tmp_path / name, content))
    assert line.startswith(f"{name}: {place}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"unions": [{"id": "u1", "id": "u2"}], "unions": []}'),
        ("a.yaml", "unions:\n- {id: u1, id: u2}\nunions: []"),
    ],
)
def test_a_key_given_twice_is_refused(tmp_path: Path, name: str, content: str) -> None:
    assert english(write(tmp_path / name, content)) == ["unions: is given twice; keep one of them"]
    inner = content.replace(', "unions": []', "").replace("\nunions: []", "")
    assert english(write(tmp_path / name, inner)) == ["unions[0].id: is given twice; keep one of them"]


@pytest.mark.parametrize(
    "digits", ["1" + "0" * 400, "9" * 5000, "1e400", "1e999999999999999999999", "-1e400", "0.1e-400"]
)
@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.toml"])
def test_an_enormous_number_is_refused_at_once(tmp_path: Path, name: str, digits: str) -> None:
    content = {
        "a.json": f'{{"unions": [{{"id": "u1", "members": {digits}, "subsidy_standard": {digits}}}]}}',
        "a.yaml": f"unions: [{{id: u1, members: {digits}, subsidy_standard: {digits}}}]",
        "a.toml": f"[[unions]]\nid = 'u1'\nmembers = {digits}\nsubsidy_standard = {digits}",
    }[name]
    lines = english(write(tmp_path / name, content))
    assert [line.partition(":")[0] for line in lines] in (
        ["unions[0].members", "unions[0].subsidy_standard"],
        ["a.toml"],
    )


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_json_does_not_know_is_refused_where_it_stands(tmp_path: Path, constant: str) -> None:
    path = write(tmp_path / "a.json", f'{{"unions": [{{"id": "u1", "members": {constant}}}]}}')
    assert [line.partition(": ")[0] for line in english(path)] == ["unions[0].members"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[" * 200_000),
        ("a.json", '{"unions": ' + "[" * 200_000 + "]" * 200_000 + "}"),
        ("a.json", '{"a":' * 200_000),
        ("a.yaml", "[" * 200_000),
        ("a.yaml", "a: " + "{a: " * 200_000),
        ("a.yaml", "".join(" " * depth + "a:\n" for depth in range(500))),
        ("a.yaml", "- " * 200_000),
        ("a.toml", "a = " + "[" * 200_000),
        ("a.toml", "a = " + "{a = " * 200_000),
        ("a.toml", "a." * 200_000 + "a = 1"),
    ],
)
def test_brackets_without_end_are_refused(tmp_path: Path, name: str, content: str) -> None:
    assert english(write(tmp_path / name, content)) == [
        f"{name}: is nested too deeply; tables, rows and cells are enough"
    ]


@pytest.mark.parametrize(
    "content",
    [
        "a: &a [*a]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "unions:\n- &x {id: u1}\n- *x",
        "a: {<<: *b}",
    ],
)
def test_aliases_are_refused_before_they_expand(tmp_path: Path, content: str) -> None:
    (line,) = english(write(tmp_path / "a.yaml", content))
    assert line.endswith(
        "uses an anchor or an alias (& or *); write the content out; quote text that begins with * or &"
    )


def test_yaml_words_stay_what_they_are(tmp_path: Path) -> None:
    content = "unions:\n- {id: 000000, name: no, sponsor: 12:30, legal_person: yes, women_body: none, body: null}\n"
    structure = load(write(tmp_path / "a.yml", content))
    assert structure.column("unions", "id") == ["000000"]
    assert structure.column("unions", "name") == ["no"]
    assert structure.column("unions", "sponsor") == ["12:30"]
    assert structure.column("unions", "legal_person") == [True]
    assert structure.column("unions", "women_body") == ["none"]
    assert structure.column("unions", "body") == [None]


def test_two_yaml_documents_in_a_file_are_refused(tmp_path: Path) -> None:
    assert english(write(tmp_path / "a.yaml", "unions: []\n---\nunions: []")) == [
        "a.yaml: holds more than one document; remove what follows ---"
    ]


def test_half_a_character_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", r'{"unions": [{"id": "\ud800", "\udc00": 1}], "\ud800": []}')
    assert english(path) == [
        r"unions[0].id: “\ud800” contains the character U+D800, which is not text; remove it",
        r"unions[0].\udc00: 1 is not a column of unions; known: id, name, kind, place, superior, second_superior, "
        "vertical, industries, groups, founding_mode, lead_employer, sponsor",
        r"\ud800: is not a known table; known: places, unions, employers, covers, affiliations, headcounts, "
        "direct_members, funding, activities, officers, plans, channels",
    ]
    "\n".join(english(path)).encode("utf-8")


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    assert english(write(tmp_path / "a.json", b'{"unions": [{"id": "\xb1\xe0"}]}')) == [
        "a.json: is not UTF-8 text at byte 20; save it as UTF-8"
    ]
    assert load(write(tmp_path / "a.json", b'\xef\xbb\xbf{"unions": []}')).size("unions") == 0


def test_a_dict_that_holds_itself_does_no_harm() -> None:
    row: dict[str, object] = {"id": "u1"}
    row["name"] = row
    (line,) = english({"unions": [row]})
    assert line.startswith("unions[0].name: ")
    rows: list[object] = []
    rows.append(rows)
    assert english({"unions": rows})[0].startswith("unions[0]: ")


def test_numbers_keep_every_digit_that_was_written(tmp_path: Path) -> None:
    document = {"funding": [{"union": "u1", "year": 2022, "amount": 0}]}
    content = json.dumps(document).replace('"amount": 0', '"amount": 123456789012345.67')
    assert load(write(tmp_path / "a.json", content)).column("funding", "amount") == [12_345_678_901_234_567]
    assert load({"funding": [{"amount": Decimal("0.07")}]}).column("funding", "amount") == [7]
