"""Make what the corpus reads, once: later runs, of whatever code, take it from the folder of the corpus."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl

import unionmodel as um
from unionmodel.testing import load_cases

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

#: What is read besides the small files in `inputs`, and where it comes from.
COPIED = {
    "demo.json": "examples/chengguan/chengguan.json",
    "book.xlsx": "examples/chengguan/chengguan.xlsx",
    "csv": "examples/chengguan/csv",
    "scenario.yaml": "examples/chengguan/scenario.yaml",
    "form.xlsx": "examples/foreign_form/form.xlsx",
    "hainan.yaml": "examples/foreign_form/hainan.yaml",
    "proposal.json": "examples/own_pack/proposal.json",
    "qinghe_rules": "examples/own_pack/src/qinghe_rules",
}


def main(folder: Path) -> None:
    """Copy what is at hand, and make the rest."""
    shutil.copytree(HERE / "inputs", folder)
    for name, source in COPIED.items():
        (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, folder / name)
    (folder / "own.py").write_text(
        '"""A pack of one\'s own, as a file brings it."""\n\nfrom qinghe_rules import PACK\n\n__all__ = ["PACK"]\n'
    )
    demo = um.load(folder / "demo.json")
    federations = ("industry_federation", "regional_federation", "township_union", "community_union", "joint_union")
    ended = [um.change("unions", one.id, status="dissolved") for one in demo.unions.values() if one.kind in federations]
    um.save(demo.with_edits(ended), folder / "bare.json")
    edits = [
        um.change("unions", "if-rider", superior="rf-guangwu"),
        um.change("unions", "iu-hail-2", members=None),
        um.change("employers", "fr-04", workers=400),
        um.add(um.Union(id="new", name="示例新工会", kind="joint_union", place="620102001", superior="nobody")),
        um.remove("unions", "ju-c3"),
    ]
    um.save(demo.with_edits(edits), folder / "after.json")
    write = [sys.executable, "-m", "benchmarks.register", "--organisations", "300", "--members", "2000"]
    subprocess.run([*write, "--output", folder / "register"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    for table in ("unions", "members"):
        rows = pl.read_parquet(folder / "register" / f"{table}.parquet")
        (folder / "register" / f"{table}.parquet").unlink()
        (folder / "register" / table).mkdir()
        for number, part in enumerate(rows.iter_slices(1 + rows.height // 2)):
            part.write_parquet(folder / "register" / table / f"part-{number}.parquet")
    (folder / "cases").mkdir()
    lines = []
    for case in load_cases(ROOT / "tests/cases"):
        name = f"cases/{Path(case.file).stem}.json"
        if not (folder / name).exists():
            um.save(case.structure, folder / name)
        words = ["check", name, "--on", str(case.on), "--packs", ",".join(case.packs)]
        words += ["--select", ",".join(case.select)] if case.select else []
        words += [word for one, value in case.parameters.items() for word in ("--set", f"{one}={value}")]
        lines.append(shlex.join([*words, *([] if case.proposed else ["--no-proposed"])]) + " --format {text,json}")
    (folder / "cases.txt").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
