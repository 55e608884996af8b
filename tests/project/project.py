"""What the tests of the project around the code share: where it lies, what it holds, and blocks of its pages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "unionmodel"
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

_BLOCK = re.compile(
    r"(?:<!-- (?P<marker>[\w-]+) -->\s*)?^```(?P<kind>\w+)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE
)


class Block(NamedTuple):
    """A code block of a page: its language, its lines, and the marker (an HTML comment) before it."""

    kind: str
    code: str
    marker: str | None


def blocks(page: Path) -> list[Block]:
    """Return the code blocks of a Markdown page, in their order."""
    text = page.read_text(encoding="utf-8")
    return [Block(found["kind"], found["code"], found["marker"]) for found in _BLOCK.finditer(text)]


def written_pages() -> list[Path]:
    """Return the pages that people wrote: both READMEs and the documentation without its generated part."""
    docs = [page for page in sorted((ROOT / "docs").rglob("*.md")) if "reference" not in page.parts]
    return [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *docs]


def linked_pages() -> list[Path]:
    """Return every page whose links are to lead somewhere: those that people wrote, and those that are generated."""
    return [*written_pages(), *sorted((ROOT / "docs" / "reference").glob("*.md"))]


def sources() -> list[Path]:
    """Return the Python files of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """Return the part of the package that a file lies in: ``checking``, ``io``; or the name of a file at the top."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]
