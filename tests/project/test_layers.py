"""The rooms of the house: who may look into which, and who may touch what."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.project.project import PACKAGE, PYPROJECT, ROOT, room, sources

#: Where each heavy package may be imported: files, or folders with everything in them.
MAY_IMPORT = {
    "networkx": ["model/graph.py", "io/export/graph_files.py"],
    "narwhals": [
        "io/",
        "model/structure.py",
        "render/tables.py",
    ],
    "numpy": [
        "checking/columns/",
        "checking/register/",
        "checking/roster/",
        "io/registers/key_index.py",
    ],
    "polars": ["checking/columns/", "checking/register/", "checking/roster/", "io/"],
    "duckdb": ["io/"],
    "pyspark": ["io/"],
    "python_calamine": ["io/"],
    "yaml": ["io/"],
    "sqlalchemy": ["io/"],
    "rdflib": ["io/export/linked_data.py"],
    "stdnum": ["identity.py"],
    "hypothesis": ["testing/"],
    "highspy": ["organise/planning/"],
    "pygraphviz": ["render/pictures/graphviz.py"],
    "jinja2": ["render/html/"],
}
#: What opens a file, as a call: a function's or a method's name.
OPENS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
#: The one way to data beside the code.
SHIPPED_DATA = {"law", "rulepacks", "model"}


def test_every_arrow_between_the_rooms_points_the_way_it_should() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_heavy_package_is_imported_only_where_it_belongs(package: str) -> None:
    allowed = tuple(MAY_IMPORT[package])
    strays = [
        where
        for path in sources()
        if package in set(_imported(path)) and not (where := path.relative_to(PACKAGE).as_posix()).startswith(allowed)
    ]
    assert strays == []


def test_every_folder_with_code_is_a_package() -> None:
    # A folder without __init__.py is invisible to the check of the layers.
    folders = {path.parent for path in sources()}
    assert [folder.name for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_only_the_readers_and_writers_touch_files() -> None:
    strays = [
        f"{path.relative_to(PACKAGE).as_posix()}:{line}"
        for path in sources()
        if room(path) not in {"io", "cli", "testing"}
        for line in _openings(path)
        if not (room(path) in SHIPPED_DATA and "resources" in path.read_text(encoding="utf-8"))
    ]
    assert strays == []


def test_every_package_that_the_code_imports_is_declared() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"]
    for_users = [extra for name, extra in extras.items() if name not in ("dev", "docs")]
    declared = {_normal(wanted) for wanted in sum(for_users, PYPROJECT["project"]["dependencies"])}
    belongs = packages_distributions()
    imported = {name for path in sources() for name in _imported(path)} - set(sys.stdlib_module_names) - {"unionmodel"}
    assert {name for name in imported if not {_normal(d) for d in belongs.get(name, [name])} & declared} == set()


def test_the_extra_all_brings_every_other_extra_for_users() -> None:
    extras = PYPROJECT["project"]["optional-dependencies"]
    named = extras["all"][0].removeprefix("unionmodel[").removesuffix("]").split(",")
    assert set(named) == set(extras) - {"all", "dev", "docs"}


def _normal(requirement: str) -> str:
    name = requirement
    for mark in "[<>=~!; ":
        name = name.split(mark)[0]
    return name.lower().replace("_", "-").replace(".", "-")


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_without_typing(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and _called(node) == "import_module" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value.split(".")[0]


def _without_typing(path: Path) -> ast.Module:
    """Return the tree of a file without what stands under ``if TYPE_CHECKING``: that is never executed."""

    class Without(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
            self.generic_visit(node)
            return node.orelse if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING" else node

    return Without().visit(ast.parse(path.read_text(encoding="utf-8"), filename=os.fspath(path)))


def _openings(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node) in OPENS:
            yield node.lineno


def _called(node: ast.Call) -> str:
    called = node.func
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
