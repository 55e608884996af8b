"""What is saved in one form and read again is the same structure, whichever form and whatever the texts are."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import unionmodel as um
from tests.io.databases import postgresql, server_programs
from unionmodel.io.writing.saving import save
from unionmodel.io.writing.tables import as_document
from unionmodel.testing.strategies import near_misses, structures

#: How each form is written and read: a name to be saved under, and what else `save` is told.
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "json": ("a.json", {}),
    "yaml": ("a.yaml", {}),
    "toml": ("a.toml", {}),
    "xlsx-zh": ("zh.xlsx", {"language": "zh"}),
    "xlsx-en": ("en.xlsx", {"language": "en"}),
    "csv-zh": ("zh", {"language": "zh"}),
    "csv-en": ("en", {"language": "en"}),
    "csv-gb18030": ("gb", {"language": "zh", "encoding": "gb18030"}),
    "parquet": ("parquet", {"form": "parquet"}),
    "duckdb": ("duckdb:///{}/a.duckdb", {}),
    "sqlite": ("sqlite:///{}/a.sqlite", {}),
}
#: What people and other programs write, among it what a format of files means something by.
TEXTS = st.one_of(
    # Two code points are no characters, and XML cannot write them.
    st.text(st.characters(exclude_characters="\ufffe\uffff", codec="utf-8"), max_size=12),
    st.sampled_from(
        (
            "", "=1+1", "'=1", "''", "-", "@", "\t#", "no", "on", "1e5", "007", "null", "~", "true", "2022-01-01", "&a *b",
            'a"b', "a\\b", "a\nb", "a\r\nb", "a\rb", "a;b、c", "a,b", "_x0041_", "\x85", "\ufeff", "a\u2028b", "工会：“甲”", "𠮷",
            "<b>", "]]>", "a: b", "- a", "{", "[[unions]]", "end", "€", "a\ufeffb", "a\x85b", "\x9f",
        )
    ),
)  # fmt: skip


@contextmanager
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def through(structure: um.Structure, form: str, folder: Path) -> um.Structure:
    """Return the structure after it was saved in a form and read again."""
    name, how = FORMS[form]
    target = name.format(folder) if "://" in name else folder / name
    save(structure, target, **how)
    return um.load(target)


def named(structure: um.Structure, texts: list[str]) -> um.Structure:
    """Return the structure with other names and free texts, those that a cell can hold."""
    edits = []
    for key, text in zip(structure.unions, texts, strict=False):
        try:
            um.Union(id="u", name=text, sponsor=text, approval_no=text)
        except um.InputErrors:
            continue
        edits.append(um.change("unions", key, name=text, sponsor=text, approval_no=text))
    return structure.with_edits(edits)


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    structures(max_unions=4, max_employers=3), st.lists(TEXTS, min_size=4, max_size=4), st.permutations(sorted(FORMS))
)
def test_a_structure_goes_through_all_forms_one_after_the_other(
    structure: um.Structure, texts: list[str], forms: list[str]
) -> None:
    # Every pair of forms meets somewhere: each is written from what the one before it gave.
    structure = reached = named(structure, texts)
    for form in forms:
        with home() as folder:
            reached = through(reached, form, folder)
        assert (form, as_document(reached)) == (form, as_document(structure))
    assert reached.sha256 == structure.sha256


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(near_misses(max_unions=4, max_employers=3), st.sampled_from(sorted(FORMS)))
def test_a_structure_with_faults_keeps_them_or_is_refused(structure: um.Structure, form: str) -> None:
    with home() as folder:
        try:
            assert through(structure, form, folder).sha256 == structure.sha256
        except um.UnionModelError as refused:
            # A row without any cell is no row of a sheet.
            assert form.startswith(("csv", "xlsx")) and "blank" in refused.args[0].en


@pytest.mark.parametrize(("first", "second"), list(itertools.product(FORMS, FORMS)))
def test_every_form_becomes_every_other(first: str, second: str, tmp_path: Path) -> None:
    (tmp_path / "1").mkdir(), (tmp_path / "2").mkdir()
    given = um.Structure(
        unions=[
            {
                "id": "007",
                "name": "=示例",
                "subsidy_standard": "999999999999999.99",
                "vertical": True,
                "groups": "快递员",
            }
        ],
        funding=[{"union": "007", "year": 2022, "amount": "0.01"}],
        activities=[{"union": "007", "on": "2022-12-31", "kind": "training", "participants": 999_999_999_999}],
    )
    assert through(through(given, first, tmp_path / "1"), second, tmp_path / "2").sha256 == given.sha256


@pytest.mark.parametrize("form", FORMS)
def test_nothing_at_all_can_be_saved(form: str, tmp_path: Path) -> None:
    assert through(um.Structure(), form, tmp_path).records == 0


def test_a_server_keeps_a_structure(tmp_path: Path) -> None:
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: the package postgresql brings its server")
    with postgresql(programs) as url:
        save(um.demo(), url)
        assert um.load(url).sha256 == um.demo().sha256
        with pytest.raises(um.InputErrors, match="activities"):
            save(um.demo(), url)


def test_a_folder_for_old_programs_is_written_in_gb18030(tmp_path: Path) -> None:
    save(
        um.Structure(unions=[{"id": "u1", "name": "城关区快递行业工会"}]),
        tmp_path / "gb",
        language="zh",
        encoding="gb18030",
    )
    assert "城关区快递行业工会".encode("gbk") in (tmp_path / "gb" / "工会.csv").read_bytes()


def broken(structure: um.Structure, target: Path) -> None:
    """Save what cannot be saved: a name longer than a cell of a workbook."""
    save(structure.with_edits([um.add(um.Union(id="long", name="x" * 40_000))]), target)


@pytest.mark.parametrize(
    "attempt",
    [
        broken,
        lambda _, target: save(um.Structure(covers=[{}]), target),
        lambda _, target: save(um.Structure(unions=[{"id": "u1", "name": "a\ufffeb"}]), target),
    ],
)
def test_what_fails_leaves_nothing_behind(attempt: Callable[..., None], tmp_path: Path) -> None:
    with pytest.raises(um.UnionModelError):
        attempt(um.demo(), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("mine", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    for name in ("a.json", "full"):
        with pytest.raises(um.UnionModelError, match=r"exists|存在"):
            save(um.demo(), tmp_path / name)
    save(um.Structure(unions=[{"id": "u1"}]), f"duckdb:///{tmp_path}/a.duckdb")
    with pytest.raises(um.InputErrors, match="unions"):
        save(um.demo(), f"duckdb:///{tmp_path}/a.duckdb")
    assert um.load(f"duckdb:///{tmp_path}/a.duckdb").records == 1
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    save(um.demo(), tmp_path / "new", language="en")
    assert (tmp_path / "new" / "unions.csv").exists()


@pytest.mark.parametrize(
    ("target", "how", "message"),
    [
        ("a.ods", {}, "there is no file type named '.ods'"),
        ("a.json", {"encoding": "gbk"}, "there is no encoding named 'gbk'"),
        ("a", {"form": "xml"}, "there is no form of a folder named 'xml'"),
    ],
)
def test_a_form_that_does_not_exist_is_refused(target: str, how: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(um.UnionModelError) as refused:
        save(um.demo(), tmp_path / target, **how)
    assert message in refused.value.text.en  # type: ignore[attr-defined]
