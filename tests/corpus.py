"""Keep what the whole library says, and compare it later byte for byte.

A change that must change no output is proved by running everything before and after it::

    python tests/corpus.py take FOLDER       # with the code before: makes the inputs, keeps every output
    python tests/corpus.py compare FOLDER    # with the code after: runs again, prints each difference, ends with 1

``--only PREFIX`` runs the outputs whose names begin so (``check``, ``api_um.plan``); ``--language zh`` one language.
The commands and answers stand in tables in the folder ``corpus`` beside this script.
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

TABLES = Path(__file__).with_suffix("")
LANGUAGES = ("zh", "en")
DAY = "2022-12-31"

#: Differences that were agreed: the names of outputs, the lines that may come and go, and why.
AGREED = [
    ("help", ".", "lists the commands, whose names may be new"),
    ("check_register*", "check-register", "says that a register has a command of its own"),
    ("convert_*_check_*", "check-register", "says that a register has a command of its own"),
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
    if asked.do == "take" and not (folder / "inputs").exists():
        subprocess.run([sys.executable, TABLES / "make_inputs.py", folder / "inputs"], check=True)
    with tempfile.TemporaryDirectory() as fresh:
        target = folder if asked.do == "take" else Path(fresh)
        for language in languages:
            run_apart(folder / "inputs", target / language, language, asked.only)
        return 0 if asked.do == "take" else compare(folder, target, languages, asked.only)


def run_apart(inputs: Path, target: Path, language: str, only: str) -> None:
    """Run everything in one language in a process of its own: help is written once, in the language of the process."""
    with tempfile.TemporaryDirectory() as fresh:
        work, copied = Path(fresh) / "work", shutil.copytree(inputs, Path(fresh) / "inputs")
        work.mkdir()
        for path in copied.iterdir():
            (work / path.name).symlink_to(path)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("UNIONMODEL_")}
        environment |= {"UNIONMODEL_LANG": language, "COLUMNS": "100", "TZ": "UTC", "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, Path(__file__).resolve(), "run", target, "--only", only]
        subprocess.run(command, cwd=work, env=environment, check=True)


def run(inputs: Path, target: Path, only: str) -> None:
    """Write every output to `target`; the folder of the process holds the inputs."""
    warnings.simplefilter("ignore")
    sys.path[:1] = [str(inputs)]
    before = said_by_files(inputs)
    lines = [*table(TABLES / "commands.txt"), *table(inputs / "cases.txt")]
    for line in (one for row in lines for one in spread(re.sub(r"\bON\b", f"--on {DAY}", row))):
        if (name := named(line)).startswith(only):
            keep(target, name, "".join(said_by_commands(line)))
    if "api_".startswith(only[:4]):
        for name, answer in answers(only):
            keep(target, name, answer)
    if said_by_files(inputs) != before:
        keep(target, "inputs", "an input was written over\n")


def table(path: Path) -> list[str]:
    """Return the lines of a table, without empty ones and remarks."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


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

    known: dict[str, Any] = {name: um.load(f"{name}.json") for name in ("demo", "bare", "after", "waivers")}
    known |= {"um": um, "date": date, "ON": date.fromisoformat(DAY), "waivers": tuple(known["waivers"].waivers)}
    for line in table(TABLES / "answers.txt"):
        name = f"api_{named(line)}"
        if name.startswith(only) or only.startswith(name):
            try:
                answer = eval(line, known)
            except Exception as error:
                print(f"{line}: {type(error).__name__}: {error}", file=sys.stderr)
                continue
            said = ((f"{name}.{call}", text) for call, text in asked_of(answer))
            yield from (one for one in said if one[0].startswith(only))


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
