"""Photograph what people see: the workbooks and the page of a report about the shipped proposal.

python tools/make_screenshots.py    writes the PNG pictures of docs/images

Needs LibreOffice (soffice), poppler (pdftoppm, pdftotext), chromium and a Chinese font; run it by hand after a change of
workbooks or pages, and look at the pictures. They differ a little from machine to machine, so no test compares them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generated import ROOT

IMAGES = ROOT / "docs" / "images"
#: What is photographed of each workbook: a text of the page, and how much of it in pixels at 80 to the inch.
_PAGES = {
    "template": ({"zh": "填写须知", "en": "What to mind"}, (0, 0, 900, 560)),
    "workbook": ({"zh": "先改这些", "en": "To begin with"}, (0, 0, 960, 620)),
}


def main() -> int:
    """Write the pictures, in both languages."""
    missing = [name for name in ("soffice", "pdftoppm", "pdftotext", "chromium") if shutil.which(name) is None]
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "en"):
            _photograph(Path(folder), language)
    return 0


def _photograph(home: Path, language: str) -> None:
    proposal, template, workbook, page = (
        home / f"{language}-{name}" for name in ("proposal.xlsx", "template.xlsx", "workbook.xlsx", "page.html")
    )
    _unionmodel(language, "demo", "--save", proposal)
    _unionmodel(language, "template", template)
    for target, form in ((workbook, "xlsx"), (page, "html")):
        _unionmodel(language, "check", proposal, "--on", "2022-12-31", "--format", form, "--output", target)
    for book in (template, workbook):
        _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", home, book)
        name = book.stem.partition("-")[2]
        titles, part = _PAGES[name]
        _cut(book.with_suffix(".pdf"), titles[language], part, IMAGES / f"{name}-{language}.png")
    picture = IMAGES / f"page-{language}.png"
    view = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,900"]
    _run("chromium", *view, f"--screenshot={picture}", page.as_uri())


def _unionmodel(language: str, *arguments: object) -> None:
    _run(sys.executable, "-m", "unionmodel", *arguments, language=language)


def _cut(pdf: Path, text: str, part: tuple[int, int, int, int], picture: Path) -> None:
    """Write a part of the first page that holds `text`."""
    pages = _run("pdftotext", "-layout", pdf, "-").split("\f")
    number = next(number for number, page in enumerate(pages, start=1) if text in page)
    x, y, width, height = part
    where = ("-x", x, "-y", y, "-W", width, "-H", height)
    _run("pdftoppm", "-r", 80, "-f", number, "-l", number, *where, "-png", "-singlefile", pdf, picture.with_suffix(""))


def _run(*command: object, language: str = "en") -> str:
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, "UNIONMODEL_LANG": language, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    # 1 says that rules are broken, which the shipped proposal shows on purpose.
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
