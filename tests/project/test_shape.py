"""The shape of the house: one file one subject, folders instead of prefixes, and no circles of imports."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import networkx as nx

import unionmodel as um
from tests.project.project import PACKAGE, sources

MOST_LINES, MOST_FILES = 600, 20
FOLDERS = sorted({path.parent for path in sources()})


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = frozenset(map(_name, sources()))


def test_no_file_is_longer_than_one_subject_takes() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_folder_holds_more_files_than_a_reader_takes_in() -> None:
    counts = {str(folder.relative_to(PACKAGE)): len(list(folder.glob("[!_]*.py"))) for folder in FOLDERS}
    assert {name: count for name, count in counts.items() if count > MOST_FILES} == {}


def test_three_files_with_one_prefix_are_a_folder() -> None:
    prefixes = Counter(
        f"{path.parent.name}/{path.stem.partition('_')[0]}_" for path in sources() if "_" in path.stem.strip("_")
    )
    assert [prefix for prefix, count in prefixes.items() if count > 2] == []


def test_no_folder_bears_the_name_of_a_public_function() -> None:
    assert {folder.name for folder in FOLDERS if folder.parent == PACKAGE} & set(um.__all__) == set()


def test_every_module_is_imported_by_its_full_name() -> None:
    names = [_name(path) for path in sources() if path.stem != "__main__"]
    assert [name for name in names if import_module(name).__name__ != name] == []


def test_no_circle_of_imports_leads_from_folder_to_folder() -> None:
    circles = list(_circles())
    assert [circle for circle in circles if len({name.rpartition(".")[0] for name in circle}) > 1] == []
    assert len(circles) <= 4


def _circles() -> Iterator[list[str]]:
    """Yield the modules that import one another, also inside functions or for types only."""
    graph = nx.DiGraph((_name(path), other) for path in sources() for other in _imported(path))
    yield from (sorted(circle) for circle in nx.strongly_connected_components(graph) if len(circle) > 1)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES
            yield from inner or {node.module}
        elif isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & MODULES
