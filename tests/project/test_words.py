"""Nothing in the project points at one machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project.project import ROOT

FOLDERS = ["src", "tests", "docs", "examples", "benchmarks", "tools", "changelog.d", ".ci"]
TEXT = {".py", ".md", ".toml", ".csv", ".json", ".svg", ".yml", ".yaml", ".html", ".txt", ".cfg", ""}

# Written in two halves, so that this file does not find itself.
PATHS = re.compile(
    "|".join(
        ["/wor" + r"k/\w", "/tm" + r"p/\w", "/roo" + r"t/\w", "/hom" + r"e/\w", "/op" + r"t/\w", r"\.\./shar" + "ed"]
    )
)
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "/simp" + "le/", "index-u" + "rl", "tuna" + r"\.tsinghua"])
)


def files() -> list[Path]:
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return sorted(path for path in found if path.suffix in TEXT)


@pytest.mark.parametrize("words", [PATHS, HOSTS], ids=["paths of a machine", "hosts of a package registry"])
def test_no_file_names(words: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []
