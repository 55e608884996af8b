"""Draw the pictures of the READMEs, the first lines of a real report and the badges: plain SVG, text as text.

python tools/make_picture.py            writes docs/images/report-zh.svg and report-en.svg
python tools/make_picture.py --check    fails where a picture is not what the library prints today
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import unicodedata
from html import escape

import badges
from generated import ROOT, run

COMMAND = "unionmodel demo"
COLUMNS, LINES = 108, 30
WIDTH, HEIGHT, MARGIN, TITLE = 8.4, 21, 18, 34
#: A little larger than the Latin letters, so that a character fills its two columns.
CHINESE = 15.5
#: A monospaced font with Chinese beside it; each run is stretched to its columns, so any font lines up.
FONTS = (
    "'DejaVu Sans Mono', Consolas, Menlo, 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', 'Microsoft YaHei', "
    "'PingFang SC', 'Noto Sans CJK SC', monospace"
)
COLOURS = {"×": "#ff8f8f", "?": "#ffd479", "√": "#93d6a0", "·": "#a9b7c6"}
INK, PAPER, BAR, PROMPT = "#e6e9ee", "#1d232b", "#2a323d", "#8ab4f8"


def printed(language: str) -> list[str]:
    """Return what the command prints in `language`, cut to the size of the picture."""
    done = subprocess.run(
        [sys.executable, "-c", "from unionmodel.cli import main; main()", "demo"],
        env={**os.environ, "UNIONMODEL_LANG": language, "PYTHONIOENCODING": "utf-8", "COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    lines = [part for line in done.stdout.splitlines() for part in folded(line)]
    more = len(lines) - LINES
    return lines if more <= 0 else [*lines[:LINES], f"... {more} {'行未画出' if language == 'zh' else 'more lines'}"]


def wide(character: str) -> int:
    """Return how many columns of a terminal a character takes."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def folded(line: str) -> list[str]:
    """Return `line` in pieces that fit the picture, the later ones indented like the first and a little more."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    pieces, piece, columns = [], "", 0
    for character in line.rstrip():
        if columns + wide(character) > COLUMNS:
            kept, space, rest = piece.rpartition(" ")
            enough = space and len(kept.strip()) > len(piece) // 2
            pieces.append(kept if enough else piece)
            piece = indent + (rest if enough else "")
            columns = sum(map(wide, piece))
        piece += character
        columns += wide(character)
    return [*pieces, piece]


def drawn(lines: list[str], title: str) -> str:
    """Return the lines as an SVG picture of a terminal."""
    width = round(2 * MARGIN + COLUMNS * WIDTH)
    height = TITLE + MARGIN + len(lines) * HEIGHT + MARGIN // 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="{FONTS}" font-size="14" fill="{INK}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
        f'<path d="M0 {TITLE - 6}V8a8 8 0 0 1 8-8h{width - 16}a8 8 0 0 1 8 8v{TITLE - 14}z" fill="{BAR}"/>',
        *(f'<circle cx="{MARGIN + 18 * n}" cy="14" r="5" fill="#5b6675"/>' for n in range(3)),
    ]
    for number, line in enumerate(lines):
        y = TITLE + MARGIN + number * HEIGHT
        parts.append(f'<text y="{y}"{_colour(line)}>{"".join(_runs(line))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _colour(line: str) -> str:
    if line.startswith("$"):
        return f' fill="{PROMPT}"'
    found = COLOURS.get(line.lstrip()[:1])
    return f' fill="{found}"' if found else ""


def _runs(line: str) -> list[str]:
    made, column = [], 0
    for blank, run_ in ((key, "".join(group)) for key, group in itertools.groupby(line, str.isspace)):
        for _, same in itertools.groupby(run_, wide):
            text = "".join(same)
            columns = sum(map(wide, text))
            if not blank:
                x, length = MARGIN + column * WIDTH, columns * WIDTH
                size = f' font-size="{CHINESE}"' if columns > len(text) else ""
                made.append(f'<tspan x="{x:.1f}" textLength="{length:.1f}"{size}>{escape(text, quote=False)}</tspan>')
            column += columns
    return made


if __name__ == "__main__":
    folder = ROOT / "docs" / "images"
    titles = {"zh": "unionmodel demo 的输出", "en": "What unionmodel demo prints"}
    pictures = {
        folder / f"report-{language}.svg": drawn([f"$ {COMMAND}", *printed(language)], title)
        for language, title in titles.items()
    }
    pictures |= {folder / f"badges-{language}.svg": badges.badges(language) for language in titles}
    sys.exit(run("Draw the first lines of a real report, and the badges.", pictures))
