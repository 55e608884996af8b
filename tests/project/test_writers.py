"""The writers of answers: a table names them, so no import shows these arrows. Here each is counted as one."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from tests.project.project import PACKAGE, sources
from unionmodel.answers import WRITERS, Answer


def _classes() -> dict[str, type[Answer]]:
    """Return every class of answers by its name, after all modules that define one are imported."""
    for path in sources():
        if "(Answer" in path.read_text(encoding="utf-8"):
            import_module(_module(path))
    found: list[type[Answer]] = [Answer]
    for one in found:
        found.extend(one.__subclasses__())
    return {one.__name__: one for one in found if one.__module__.startswith("unionmodel.")}


def _module(path: Path) -> str:
    return ".".join(("unionmodel", *path.relative_to(PACKAGE).with_suffix("").parts))


@pytest.mark.parametrize("entry", WRITERS, ids="-".join)
def test_a_writer_stands_in_render_or_is_called_by_the_api(entry: tuple[str, str]) -> None:
    module, function = WRITERS[entry].split(":")
    assert module.split(".")[1] in ("api", "render")
    assert callable(getattr(import_module(module), function))


def test_every_class_of_answers_has_a_text_and_every_entry_a_class() -> None:
    classes = _classes()
    assert {name for name, _ in WRITERS} == set(classes)
    assert {name for name, format in WRITERS if format == "text"} == set(classes) - {"Answer"}


def test_no_module_below_the_writers_imports_one() -> None:
    writers = {target.split(":")[0] for target in WRITERS.values()}
    strays = [
        (_module(path), imported)
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] not in ("api", "cli", "render")
        for imported in _imports(path)
        if imported in writers
    ]
    assert strays == []


def test_what_shows_answers_takes_no_function_from_those_who_compute_but_words() -> None:
    strays = [
        f"{path.name}: {node.module}.{alias.name}"
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] == "render"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("unionmodel.organise", "unionmodel.checking"))
        for alias in node.names
        if inspect.isfunction(found := getattr(import_module(str(node.module)), alias.name, None))
        and not str(inspect.signature(found).return_annotation).startswith("Text")
    ]
    assert strays == []


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found
