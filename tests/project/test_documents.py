"""What the pages say is true: their code prints what they show, their commands run, their links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.project import PACKAGE, ROOT, blocks, linked_pages, written_pages

PAGES = pytest.mark.parametrize("page", written_pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("tool", ["make_schema.py", "make_docs.py", "make_picture.py", "make_outputs.py"])
def test_what_a_tool_writes_is_up_to_date(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / tool), "--check"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@PAGES
def test_the_commands_of_a_page_run(page: Path, tmp_path: Path) -> None:
    chinese = "zh" in page.parts or "zh-CN" in page.name
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    for block in blocks(page):
        if block.kind == "sh" and block.marker is None:
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", block.code],
                cwd=tmp_path,
                env={**os.environ, "UNIONMODEL_LANG": "zh" if chinese else "en", "PATH": path},
                capture_output=True,
                text=True,
                encoding="utf-8",
                stdin=subprocess.DEVNULL,
            )
            # 1 says that rules are broken, which the pages show on purpose.
            assert done.returncode in (0, 1), f"{block.code}\n{done.stderr}"


def links(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]


def anchors(page: Path) -> set[str]:
    """Return what a link may name in a page: its headings as the site names them, and the names given to them."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+?)\s*$", text, flags=re.MULTILINE)
    given = set(re.findall(r"\{[^}]*#([\w-]+)[^}]*\}|<a id=\"([\w-]+)\"", text))
    slugs = {re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}
    return slugs | {name for pair in given for name in pair if name}


@pytest.mark.parametrize("page", linked_pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_to_files_and_headings(page: Path) -> None:
    lost = []
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_both_readmes_give_the_same_two_commands() -> None:
    english, chinese = (
        {block.marker: block.code for block in blocks(ROOT / name) if block.marker and block.kind == "sh"}
        for name in READMES
    )
    assert english == chinese
    assert sorted(english) == ["first-command", "test-command"]


@pytest.mark.parametrize("name", READMES)
def test_each_command_of_a_readme_is_one_line(name: str) -> None:
    lines = {block.marker: len(block.code.splitlines()) for block in blocks(ROOT / name) if block.marker}
    assert set(lines.values()) == {1}


@pytest.mark.parametrize("name", READMES)
def test_a_readme_shows_an_example_of_ten_lines_that_prints_something(name: str) -> None:
    found = blocks(ROOT / name)
    number = next(number for number, block in enumerate(found) if block.kind == "python")
    assert len(found[number].code.splitlines()) == 10
    assert found[number + 1].kind == "text"


INSIDE = pytest.mark.parametrize("language", ["en", "zh"])


@INSIDE
def test_every_file_that_the_page_on_the_inside_names_exists(language: str) -> None:
    page = (ROOT / "docs" / language / "inside.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/.])\.?[\w/]+/[\w./]*|\w+\.(?:py|toml)\b", page)) - {"src/unionmodel/"}
    folders = (PACKAGE, PACKAGE / "rules" / "facts", ROOT)
    assert len(named) > 60
    assert [name for name in sorted(named) if not any((folder / name).exists() for folder in folders)] == []


@INSIDE
def test_the_page_on_the_inside_lists_the_operators_that_each_engine_has(language: str) -> None:
    page = (ROOT / "docs" / language / "inside.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+\.py)` \|", page, flags=re.MULTILINE)
    operators = [name for name in listed if (PACKAGE / "rules" / "facts" / name).exists()]
    for folder in ("rules", "checking/rows", "checking/columns"):
        files = {path.name for path in (PACKAGE / folder / "facts").glob("[!_]*.py")} - {"fact.py"}
        assert files == set(operators), folder
