"""Keep what the whole library says, and compare it later byte for byte.

A change that must change no output is proved by running everything before and after it::

    python tests/corpus.py take FOLDER       # with the code before: makes the inputs, keeps every output
    python tests/corpus.py compare FOLDER    # with the code after: runs again, prints each difference, ends with 1

``--only PREFIX`` runs the outputs whose names begin so (``check``, ``api_um.plan``); ``--language zh`` one language.
Only the command line and public names are used, because the inside may be renamed. What is new is no difference.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("zh", "en")
DAY = "2022-12-31"

#: Differences that were agreed: the names of outputs, the lines that may come and go, and why.
AGREED = [
    ("help", ".", "lists the commands, whose names may be new"),
    ("check_register*", "check-register", "says that a register has a command of its own"),
]

#: Formats that an answer may have.
FORMATS = ("text", "json", "csv", "html", "xlsx", "svg", "sarif", "junit", "table", "ics", "dot")


def main() -> int:
    """Take or compare a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=["take", "compare", "run"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", metavar="PREFIX", help="the outputs whose names begin so")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="this language only")
    asked = parser.parse_args()
    folder, languages = asked.folder.resolve(), asked.language or LANGUAGES
    if asked.do == "run":
        run(Path.cwd().parent / "inputs", folder, asked.only)
        return 0
    if asked.do == "take":
        if not (folder / "inputs").exists():
            make_inputs(folder / "inputs")
        for language in languages:
            run_apart(folder, folder / language, language, asked.only)
        return 0
    with tempfile.TemporaryDirectory() as fresh:
        for language in languages:
            run_apart(folder, Path(fresh) / language, language, asked.only)
        return compare(folder, Path(fresh), languages, asked.only)


def make_inputs(folder: Path) -> None:
    """Make what is read, once: later runs, of whatever code, take it from the folder."""
    import polars as pl

    import unionmodel as um
    from unionmodel.testing import load_cases

    folder.mkdir(parents=True)
    chengguan = ROOT / "examples/chengguan"
    copies = {
        chengguan / "chengguan.json": "demo.json",
        chengguan / "chengguan.xlsx": "book.xlsx",
        chengguan / "scenario.yaml": "scenario.yaml",
        ROOT / "examples/foreign_form/form.xlsx": "form.xlsx",
        ROOT / "examples/foreign_form/hainan.yaml": "hainan.yaml",
        ROOT / "examples/own_pack/proposal.json": "proposal.json",
    }
    for source, name in copies.items():
        shutil.copy(source, folder / name)
    shutil.copytree(chengguan / "csv", folder / "csv")
    shutil.copytree(
        ROOT / "examples/own_pack/src/qinghe_rules",
        folder / "qinghe_rules",
        ignore=shutil.ignore_patterns("__pycache__"),
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
    texts = {
        "own.py": "from qinghe_rules import PACK\n",
        "params.toml": PARAMETERS,
        "waivers.json": json.dumps({"waivers": WAIVERS}, ensure_ascii=False),
        "people.csv": PEOPLE,
        "secret": "7f3a9c51e8d2460bb1947ce05d68f2a37f3a9c51e8d2460bb1947ce05d68f2a3\n",
        "broken.json": '{"unions": [',
        "wrong.json": json.dumps({"unions": [{"id": "u1", "kind": "club", "colour": "red", "members": "many"}]}),
        "empty.csv": "",
        "note.txt": "note\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
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


PARAMETERS = """
[parameters."gansu-2021.funding_floor.amount"]
unit = "yuan"
[[parameters."gansu-2021.funding_floor.amount".values]]
start = 2022-01-01
value = 30000
clause = "3"
[sources.qinghe]
title = { zh = "清河方案", en = "Qinghe plan" }
short = { zh = "清河方案", en = "Qinghe plan" }
issuer = { zh = "清河", en = "Qinghe" }
numbering = "clause"
confidence = "own"
[[sources.qinghe.versions]]
id = "2022"
start = 2022-01-01
read = "own"
[sources.qinghe.clauses]
3 = { zh = "下限", en = "floor" }
"""
WAIVERS = [
    {"code": "GS401", "subject": "if-rider", "reason": "明年补足", "by": "示例主任", "until": "2023-12-31"},
    {"code": "TUL103", "subject": "rf-guangwu", "reason": "正在改", "by": "示例主任", "until": "2022-01-31"},
]
PEOPLE = """姓名,身份证号,工会
示例甲,990102185001010018,u1
示例乙,990102185001010026,u2
示例甲,990102185001010018,u2
"""


def run_apart(folder: Path, target: Path, language: str, only: str) -> None:
    """Run everything in one language in a process of its own: help is written once in the language of the process."""
    with tempfile.TemporaryDirectory() as fresh:
        home = Path(fresh)
        shutil.copytree(folder / "inputs", home / "inputs")
        (home / "work").mkdir()
        for path in (home / "inputs").iterdir():
            (home / "work" / path.name).symlink_to(path)
        settings = {"UNIONMODEL_LANG": language, "COLUMNS": "100", "TZ": "UTC", "PYTHONIOENCODING": "utf-8"}
        environment = {**os.environ, **settings}
        environment.pop("UNIONMODEL_SECRET", None)
        command = [sys.executable, str(Path(__file__).resolve()), "run", str(target), "--only", only]
        subprocess.run(command, cwd=home / "work", env=environment, check=True)


def run(inputs: Path, target: Path, only: str) -> None:
    """Write every output to `target`; the folder of the process holds the inputs."""
    warnings.simplefilter("ignore")
    sys.path[:1] = [str(inputs)]
    before = said_by_files(inputs)
    lines = [*table(False), *(inputs / "cases.txt").read_text(encoding="utf-8").splitlines()]
    for line in (one for line in lines for one in spread(re.sub(r"\bON\b", f"--on {DAY}", line))):
        if (name := named(line)).startswith(only):
            keep(target, name, "".join(said_by_commands(line)))
    if "api_".startswith(only[:4]):
        for name, answer in answers(only):
            keep(target, name, answer)
    if said_by_files(inputs) != before:
        keep(target, "inputs", "an input was written over\n")


def table(python: bool) -> list[str]:
    """Return the answers of Python, or the commands, that are in the table beside this script."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#") and line.startswith(">>> ") == python]
    return [line.removeprefix(">>> ") for line in wanted]


def spread(line: str) -> Iterator[str]:
    """Return the lines that a line with braces stands for; braces with the same choices vary together."""
    found = re.search(r"\{[^{}]*\}", line)
    if found is None:
        yield line
        return
    for choice in found[0][1:-1].split(","):
        yield from spread(line.replace(found[0], choice))


def named(line: str) -> str:
    """Return the name of the file that holds an output."""
    name = re.sub(r"[^\w.=-]+", "_", line.replace(f" --on {DAY}", "")).strip("_-")
    return name if len(name) <= 100 else f"{name[:90]}_{hashlib.sha256(line.encode()).hexdigest()[:8]}"


def keep(target: Path, name: str, text: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    text = text.replace(str(Path.cwd()), "HERE").replace(str(Path.cwd().parent), "HERE")
    (target / f"{name}.txt").write_bytes(text.encode("utf-8", "backslashreplace"))


def said_by_commands(line: str) -> Iterator[str]:
    """Return what each command says and ends with, and the files that are there in the end."""
    from unionmodel.cli import main as command

    shutil.rmtree("out", ignore_errors=True)
    Path("out").mkdir()
    for part in line.split(" && "):
        words = shlex.split(part.replace("|", "'|'"))
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
        language, ended = os.environ["UNIONMODEL_LANG"], "nothing"
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            try:
                command(words)
            except SystemExit as end:
                ended = str(end.code)
            for stream in streams:
                stream.flush()
        os.environ["UNIONMODEL_LANG"] = language
        out, err = (stream.buffer.getvalue().decode() for stream in streams)  # type: ignore[attr-defined]
        yield f"$ {part}\nexit code {ended}\n--- output\n{out}\n--- errors\n{err}\n"
    for path, text in said_by_files(Path("out")).items():
        yield f"--- {path}\n{text}\n"


def said_by_files(folder: Path) -> dict[str, str]:
    """Return the content of all files of a folder as text."""
    return {
        f"{path.relative_to(folder)}{inner}": text
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
        for inner, text in said_by_file(path)
    }


def said_by_file(path: Path) -> Iterator[tuple[str, str]]:
    """Return the members of a workbook, the tables of a database, the rows of a frame, or the text."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        yield from said_by_workbook(content)
    elif content.startswith(b"PAR1"):
        import polars as pl

        yield "", said_by_frame(pl.read_parquet(path))
    elif content.startswith(b"SQLite format 3") or content[8:12] == b"DUCK":
        yield from said_by_database(path, "duckdb" if content[8:12] == b"DUCK" else "sqlite")
    elif not content.startswith(b"\x89PNG"):
        yield "", content.decode("utf-8", "backslashreplace")


def said_by_workbook(content: bytes) -> Iterator[tuple[str, str]]:
    """Return its members, without the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in sorted(book.namelist()):
            text = book.read(name).decode("utf-8", "backslashreplace")
            yield f"!{name}", re.sub(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*", r"\1", text)


def said_by_database(path: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Return its tables, each with its columns and rows."""
    import sqlite3

    import duckdb

    opened: Any = duckdb.connect(str(path), read_only=True) if kind == "duckdb" else sqlite3.connect(path)
    with contextlib.closing(opened):
        query = "SHOW TABLES" if kind == "duckdb" else "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (table,) in sorted(opened.execute(query).fetchall()):
            rows = opened.execute(f'SELECT * FROM "{table}"')
            yield f"!{table}", "\n".join([str([one[:2] for one in rows.description]), *map(str, rows.fetchall())])


def said_by_frame(frame: Any) -> str:
    frame = frame.collect() if hasattr(frame, "collect") else frame
    return f"{frame.schema}\n{frame.write_ndjson()}"


def answers(only: str) -> Iterator[tuple[str, str]]:
    """Return all that can be asked of the answers of Python, each under a name."""
    import unionmodel as um

    inputs = {name: um.load(f"{name}.json") for name in ("demo", "bare", "after")}
    known = {
        **inputs,
        "um": um,
        "date": date,
        "ON": date.fromisoformat(DAY),
        "waivers": tuple(um.load("waivers.json").waivers),
    }
    for line in table(True):
        name = f"api_{named(line)}"
        if name.startswith(only) or only.startswith(name):
            answer = eval(line, known)
            yield from (
                (f"{name}.{call}", said) for call, said in asked_of(answer) if f"{name}.{call}".startswith(only)
            )


def asked_of(answer: Any) -> Iterator[tuple[str, str]]:
    """Return what an answer says in every form that it has."""
    other = "zh" if os.environ["UNIONMODEL_LANG"] == "en" else "en"
    calls: list[tuple[str, dict[str, str]]] = [
        *((name, {}) for name in ("to_dict", "to_frame", "render", "_repr_html_", "_repr_svg_")),
        *((name, {"language": other}) for name in ("to_dict", "render")),
        *(("render", {"format": format_}) for format_ in FORMATS),
    ]
    if isinstance(answer, (str, dict, list)) or hasattr(answer, "collect"):
        yield "itself", said_by_value(answer)
    for name, options in calls:
        if hasattr(type(answer), name) and not hasattr(answer, "collect"):
            try:
                said = getattr(answer, name)(**options)
            except Exception:
                continue
            yield "_".join([name, *options.values()]), said_by_value(said)


def said_by_value(value: Any) -> str:
    if isinstance(value, bytes):
        return "".join(f"--- {name}\n{text}\n" for name, text in said_by_workbook(value))
    if hasattr(value, "schema"):
        return said_by_frame(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1, default=str)


def compare(folder: Path, fresh: Path, languages: Iterable[str], only: str) -> int:
    """Print each difference between what was kept and what is said now, and return 1 where there is one."""
    different = agreed = new = same = 0
    for language in languages:
        before, after = (
            {path.stem: path for path in (home / language).glob("*.txt") if path.name.startswith(only)}
            for home in (folder, fresh)
        )
        new += len(after.keys() - before.keys())
        for name, path in sorted(before.items()):
            now = after[name].read_bytes() if name in after else b""
            if now == path.read_bytes():
                same += 1
                continue
            old, text = path.read_bytes().decode(), now.decode()
            if reasons := [why for glob, line, why in AGREED if fnmatchcase(name, glob) and same_but(line, old, text)]:
                agreed += 1
                print(f"agreed: {language}/{name}: {reasons[0]}")
                continue
            different += 1
            print(f"DIFFERENT: {language}/{name}" + ("" if name in after else " is gone"))
            print("\n".join(f"    {one[:220]}" for one in changes(old, text)[:30] if name in after))
    print(f"{same} the same, {different} different, {agreed} different as agreed, {new} new")
    return 1 if different else 0


def changes(before: str, after: str) -> list[str]:
    """Return the lines that come and go behind the first difference, long ones cut between elements."""
    old, new = (re.split(r"\n|(?<=>)(?=<)|(?<=, )(?=\")", text) for text in (before, after))
    start = next((n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), min(len(old), len(new)))
    old, new = old[max(0, start - 1) : start + 400], new[max(0, start - 1) : start + 400]
    return list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:]


def same_but(line: str, *texts: str) -> bool:
    """Return whether texts are the same without the lines in which a pattern is found."""
    return len({tuple(one for one in text.split("\n") if not re.search(line, one)) for text in texts}) == 1


if __name__ == "__main__":
    sys.exit(main())
