"""The commands `convert` and `schema`: every form and export by the name of the target, errors in the language asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import unionmodel as um
from unionmodel.cli import main

FORM = Path(__file__).parents[2] / "examples" / "foreign_form"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    return int(ended.value.code or 0)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    um.save(um.demo(), tmp_path / "demo.json")
    return tmp_path / "demo.json"


def test_a_proposal_goes_through_every_form(demo: Path) -> None:
    home = demo.parent
    steps = [
        (home / "a.xlsx",), (home / "b.yaml",), (home / "c", "--encoding", "gb18030"), (home / "d", "--form", "parquet"),
        (f"duckdb:///{home}/e.duckdb",), (f"sqlite:///{home}/f.db",), (home / "g.toml",), (home / "h.json",),
    ]  # fmt: skip
    source: object = demo
    for target, *options in steps:
        assert run("convert", source, target, *options) == 0
        source = target
    assert (home / "h.json").read_bytes() == demo.read_bytes()


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf", "a.ttl", "a.jsonld", "a.dot", "a.gv", "a.mmd"])
def test_an_export_is_asked_for_by_its_ending(demo: Path, name: str) -> None:
    assert run("convert", demo, demo.parent / name, "--language", "zh") == 0
    assert "城关区快递行业工会联合会" in (demo.parent / name).read_text(encoding="utf-8")


def test_an_unknown_ending_is_refused_with_the_nearest(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", demo, demo.parent / "a.graphlm", "--language", "en") == 2
    assert capsys.readouterr().err == "there is no file type named '.graphlm'; did you mean .graphml?\n"


def test_what_exists_is_not_written_over(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", demo, demo, "--language", "zh") == 2
    assert capsys.readouterr().err == f"{demo} 已经存在；换一个名称，或先移走它\n"


def test_a_foreign_form_is_converted_by_its_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run("convert", FORM / "form.xlsx", tmp_path / "a.json", "--mapping", FORM / "hainan.yaml")
    assert (done, um.load(tmp_path / "a.json").size("unions")) == (0, 6)
    (tmp_path / "short.yaml").write_text(
        (FORM / "hainan.yaml").read_text(encoding="utf-8").replace("忽略: [单位地址, ", "忽略: ["), encoding="utf-8"
    )
    assert (
        run(
            "convert", FORM / "form.xlsx", tmp_path / "b.json", "--mapping", tmp_path / "short.yaml", "--language", "zh"
        )
        == 2
    )
    assert capsys.readouterr().err == (
        "form.xlsx 工会组织信息采集表!C2: “单位地址” 对照文件没有提到这一列；"
        "在 short.yaml 的“工会组织信息采集表”中写明它填哪一列，或写进 忽略\n"
    )
    assert not (tmp_path / "b.json").exists()


def test_a_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", "report") == 0
    assert json.loads(capsys.readouterr().out) == um.schema("report")
