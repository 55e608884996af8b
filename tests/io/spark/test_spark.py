"""A register that Spark holds is read as any register is, and its findings are written by Spark."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

import unionmodel as um
from benchmarks.register import national
from tests.checking.test_register import of_register, of_report, said
from tests.resident_ids import resident_id
from unionmodel.cli.app import cli
from unionmodel.errors import InputErrors, UnionModelError
from unionmodel.io.registers.register import Register

DAY = date(2022, 12, 31)
#: One session of Spark is enough: all its tests go to one of the processes that share the tests.
pytestmark = pytest.mark.xdist_group("spark")


def of_spark(report: um.RegisterReport) -> Counter[Any]:
    rows = pl.DataFrame(pl.from_arrow(report.findings.toArrow())).iter_rows()
    return Counter((*row[:6], said(json.loads(row[6])), tuple(row[7]), tuple(row[8])) for row in rows)


def handed(session: Any, frames: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """Return tables as Spark data frames."""
    return {name: session.createDataFrame(frame.to_pandas()) for name, frame in frames.items()}


def written(frames: dict[str, pl.DataFrame], folder: Path) -> Path:
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def assert_same(ours: Counter[Any], theirs: Counter[Any]) -> None:
    assert ours - theirs == Counter()
    assert theirs - ours == Counter()


def test_every_pack_finds_in_spark_what_the_other_engines_find(session: Any, tmp_path: Path) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    for _ in national.write(folder, 300, 3, members=200):
        pass
    plain = um.check(um.load(folder), on=DAY, engine="rows")
    quick = um.check_register(folder, on=DAY)
    heard: list[str] = []
    report = um.check_register(
        folder,
        on=DAY,
        engine="spark",
        session=session,
        output=tmp_path / "findings",
        progress=lambda stage, done, total: heard.append(stage.en),
    )
    assert_same(of_spark(report), of_report(plain))
    assert_same(of_spark(report), of_register(quick))
    assert report.counts == quick.counts
    assert report.summary.equals(quick.summary)
    assert report.records == quick.records
    assert list(dict.fromkeys(heard)) == ["read by Spark, judged on this machine", "reading", "facts", "judging"]
    parts = pl.read_parquet(tmp_path / "findings" / "*.parquet")
    assert len(parts) == report.summary["findings"].sum() > 100


def test_waivers_take_the_same_findings_and_unused_ones_are_told(session: Any) -> None:
    unions = [{"id": f"u{n}", "kind": "joint_union", "place": "620102"} for n in range(3)]
    given = {"reason": "r", "by": "b", "until": date(2023, 1, 1)}
    waivers = [
        um.Waiver(code="TUL204", subject="u1", **given),
        um.Waiver(code="TUL204", subject="nobody", **given),
        um.Waiver(code="TUL999", subject="u1", **given),
    ]
    frames = {"unions": pl.DataFrame(unions)}
    quick = um.check_register(frames, on=DAY, select=["TUL204"], waivers=waivers)
    report = um.check_register(
        handed(session, frames), on=DAY, select=["TUL204"], waivers=waivers, engine="spark", session=session
    )
    assert_same(of_spark(report), of_register(quick))
    assert report.counts == quick.counts
    assert report.counts["TUL204"]["waived"] == 1 and report.counts["WAV902"]["broken"] == 1


def test_a_table_in_parts_stands_in_the_order_of_the_names_of_its_files(session: Any, tmp_path: Path) -> None:
    # Of two rows of one day the one that stands last in the file counts: 30, not 20.
    rows = [
        {"employer": "e1", "group": "courier", "workers": workers, "members": 0, "as_of": "2022-06-30"}
        for workers in (20, 30)
    ]
    (tmp_path / "headcounts").mkdir()
    # Spark begins with the largest file: here the one that comes last.
    pl.DataFrame(rows[:1]).write_parquet(tmp_path / "headcounts" / "a.parquet")
    pl.DataFrame([rows[1]]).write_parquet(tmp_path / "headcounts" / "b.parquet", compression="uncompressed")
    pl.DataFrame({"id": ["e1"], "place": ["620102"]}).write_parquet(tmp_path / "employers.parquet")
    quick = um.check_register(tmp_path, on=DAY, select=["DAT"])
    report = um.check_register(tmp_path, on=DAY, select=["DAT"], engine="spark", session=session)
    assert_same(of_spark(report), of_register(quick))
    assert len(of_spark(report)) > 0


def test_everything_that_is_wrong_is_told_as_any_register_tells_it(session: Any, tmp_path: Path) -> None:
    unions = {
        "id": ["u1", "u1", None],
        "kind": ["joint_union", "guild", None],
        "founded_on": ["2020-02-30", None, None],
    }
    frames = {"unions": pl.DataFrame(unions), "headcounts": pl.DataFrame({"worker": [1]})}
    frames["employers"] = pl.DataFrame({"id": ["e1"], "name": [resident_id()]})
    folder = written(frames, tmp_path)
    with pytest.raises(InputErrors) as told:
        um.check_register(folder, on=DAY, engine="spark", session=session)
    with pytest.raises(InputErrors) as expected:
        Register(folder)
    assert [(e.path, str(e)) for e in told.value.errors] == [(e.path, str(e)) for e in expected.value.errors]
    assert {"unions[1].kind", "unions[1].id", "unions[2].id", "unions[0].founded_on"} < {
        e.path for e in told.value.errors
    }


def test_a_folder_of_csv_and_a_folder_that_is_not_there_are_refused_with_what_to_do(
    session: Any, tmp_path: Path
) -> None:
    (tmp_path / "unions.csv").write_text("id\nu1\n", encoding="utf-8")
    for folder, word in ((tmp_path, "unions.csv"), (tmp_path / "nowhere", "nowhere")):
        with pytest.raises(InputErrors) as told:
            um.check_register(folder, on=DAY, engine="spark", session=session)
        assert (word in str(told.value) and "Parquet" in str(told.value)) or ".parquet" in str(told.value)


def test_findings_are_not_written_over_what_is_not_findings(session: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    frames = handed(session, {"unions": pl.DataFrame({"id": ["u1"]})})
    with pytest.raises(UnionModelError, match="mine"):
        um.check_register(frames, on=DAY, engine="spark", session=session, output=tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_the_command_line_checks_in_spark_and_says_where_the_findings_are(session: Any, tmp_path: Path) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    pl.DataFrame({"id": ["u1"], "kind": ["joint_union"], "place": ["620102"]}).write_parquet(folder / "unions.parquet")
    target = str(tmp_path / "findings")
    arguments = [
        "check",
        str(folder),
        "--engine",
        "spark",
        "--on",
        "2022-12-31",
        "--select",
        "TUL204",
        "--language",
        "en",
    ]
    for _ in range(2):  # The second time the findings of the first are replaced.
        done = CliRunner().invoke(cli, [*arguments, "--output", target], standalone_mode=False)
        assert done.return_value == 1, done.output
    assert f"The 1 findings are in {target}." in done.output
    assert pl.read_parquet(f"{target}/*.parquet")["subject"].to_list() == ["u1"]
