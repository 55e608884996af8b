"""The notebook runs from top to bottom, as one that is opened and run does, and is kept without what it printed."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.project.project import ROOT

NOTEBOOK = ROOT / "examples" / "notebook.ipynb"
CONTENT: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
CODE = ["".join(cell["source"]) for cell in CONTENT["cells"] if cell["cell_type"] == "code"]
#: Runs the cells in one namespace; what a cell ends in is shown, as HTML where it can be, as in a notebook.
RUNNER = """
import ast, contextlib, io, json, sys
names, outputs = {"__name__": "__main__"}, []
for code in json.load(sys.stdin):
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as written:
        exec(compile(tree, "cell", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    html = getattr(value, "_repr_html_", None)
    outputs.append([written.getvalue(), None if value is None else html() if html else repr(value)])
json.dump(outputs, sys.stdout)
"""


@pytest.fixture(scope="module", params=["zh", "en"])
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[list[str | None]]]:
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(CODE),
        cwd=tmp_path_factory.mktemp("notebook"),
        env={**os.environ, "UNIONMODEL_LANG": request.param, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return request.param, json.loads(done.stdout)


#: What each code cell has to show, in Chinese and in English.
TELLING = (
    ("结构：16 张表", "structure: 16 tables"),
    ("22 个错误", "22 errors"),
    ("DAT901", "DAT901"),
    ("× GS401 年度工作经费下限，if-rider：不符合", "× GS401 yearly floor of work funds, if-rider: broken"),
    ("已覆盖 20725 人，未覆盖 23 人", "20725 covered, 23 not"),
    ("已证明是最优方案", "proven to be the best"),
    ("未覆盖 0 人", " 0 not, "),
    ("TUL204", "TUL204"),
)


def test_every_cell_shows_what_it_is_there_to_show(shown: tuple[str, list[list[str | None]]]) -> None:
    language, outputs = shown
    found = [f"{printed or ''}{value or ''}" for printed, value in outputs]
    expected = [zh if language == "zh" else en for zh, en in TELLING]
    assert [part for part, whole in zip(expected, found, strict=True) if part not in whole] == []


def test_the_notebook_is_kept_without_outputs() -> None:
    code = [cell for cell in CONTENT["cells"] if cell["cell_type"] == "code"]
    assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(code)


def test_the_notebook_is_one_that_jupyter_opens() -> None:
    assert (CONTENT["nbformat"], CONTENT["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in CONTENT["cells"]}) == len(CONTENT["cells"])
    assert {cell["cell_type"] for cell in CONTENT["cells"]} == {"code", "markdown"}
    for code in CODE:
        ast.parse(code)
    assert Path(NOTEBOOK).read_text(encoding="utf-8") == json.dumps(CONTENT, ensure_ascii=False, indent=1) + "\n"
