"""The wheel holds the whole package, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

import pytest

from tests.project.project import PACKAGE, PYPROJECT, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = Path(folder).glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    expected = {
        f"unionmodel/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in wheel.namelist() if not name.startswith("unionmodel-")} == expected


@pytest.mark.parametrize("ending", ["py.typed", "data/gansu_divisions.csv"])
def test_the_wheel_holds_what_is_not_code(wheel: zipfile.ZipFile, ending: str) -> None:
    assert f"unionmodel/{ending}" in wheel.namelist()


@pytest.mark.parametrize("part", ["/data/demo/", "/rulepacks/"])
def test_the_wheel_holds_the_text_beside_the_code(wheel: zipfile.ZipFile, part: str) -> None:
    assert [name for name in wheel.namelist() if part in name and not name.endswith(".py")] != []


def test_the_wheel_carries_the_licence_and_the_notice(wheel: zipfile.ZipFile) -> None:
    names = sorted(name.rpartition("/")[2] for name in wheel.namelist() if "/licenses/" in name)
    assert names == ["LICENSE", "NOTICE"]


def test_the_wheel_brings_the_command_and_the_packs(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    text = wheel.read(name).decode("utf-8")
    assert "unionmodel = unionmodel.cli:main" in text


def test_the_wheel_states_the_python_it_needs(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    fields = Parser().parsestr(wheel.read(name).decode("utf-8"))
    assert fields["Requires-Python"] == PYPROJECT["project"]["requires-python"] == ">=3.11"
    assert fields["License-Expression"] == "Apache-2.0"
