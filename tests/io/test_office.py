"""What an office program saves again can still be read."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import unionmodel as um

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_a_template_and_a_report_that_an_office_program_has_saved_load_as_they_were(tmp_path: Path) -> None:
    assert OFFICE is not None
    um.template(tmp_path / "template.xlsx", "zh", place="620102")
    report = um.check(um.demo(), on=um.DEMO_DAY)
    (tmp_path / "report.xlsx").write_bytes(report.render("xlsx", "zh"))
    files = [tmp_path / "template.xlsx", tmp_path / "report.xlsx"]
    command = [OFFICE, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOME": str(tmp_path)}, timeout=300)
    for file in files:
        assert um.load(tmp_path / "saved" / file.name).sha256 == um.load(file).sha256
