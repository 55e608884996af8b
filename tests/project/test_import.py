"""Importing the library costs little, and brings nothing that is not needed yet."""

from __future__ import annotations

import subprocess
import sys

from tests.project.project import PYPROJECT

HEAVY = ("networkx", "narwhals", "polars", "numpy", "python_calamine", "yaml", "xlsxwriter", "hypothesis")
MILLISECONDS = 100


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_after(code: str) -> list[str]:
    return run(f"import sys\n{code}\nprint(*[name for name in {HEAVY!r} if name in sys.modules])").split()


def test_importing_the_library_imports_no_heavy_package() -> None:
    assert loaded_after("import unionmodel") == []


def test_checking_a_small_proposal_imports_no_heavy_package() -> None:
    assert loaded_after("import unionmodel as um; um.check(um.demo())") == []


def test_importing_the_library_adds_at_most_a_tenth_of_a_second() -> None:
    bare, with_library = [], []
    for _ in range(9):
        bare.append(_seconds("pass"))
        with_library.append(_seconds("import unionmodel"))
    assert (min(with_library) - min(bare)) * 1000 <= MILLISECONDS


def test_the_version_is_the_one_of_the_installed_package() -> None:
    assert run("import unionmodel; print(unionmodel.__version__)").strip() == PYPROJECT["project"]["version"]


def _seconds(code: str) -> float:
    """Return the time that the processor spent, which a busy machine does not lengthen as it does the clock's."""
    spent = "; import time as _time; print(_time.process_time())"
    return float(run(code + spent).split()[-1])
