"""The badges of the READMEs: only what the project itself says of itself, read from where it stands; no picture from elsewhere."""

from __future__ import annotations

import tomllib
import unicodedata
from html import escape

import unionmodel as um
from generated import ROOT

_FONTS = "Verdana, 'DejaVu Sans', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"
_HEIGHT, _SIZE, _PADDING, _GAP = 20, 11, 7, 6
_NAME, _VALUE = "#4a5361", "#2b6cb0"
_WORDS = {
    "zh": ("Python", "许可证", "规则", "规则包", "语言", "类型检查"),
    "en": ("Python", "licence", "rules", "packs", "languages", "types"),
}


def badges(language: str) -> str:
    """Return the row of badges as one SVG picture."""
    parts, x = [], 0.0
    for name, value in zip(_WORDS[language], _values(language), strict=True):
        left, right = _width(name), _width(value)
        parts += [
            f'<path d="M{x + 3:.1f} 0h{left - 3:.1f}v{_HEIGHT}h-{left - 3:.1f}a3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3z" fill="{_NAME}"/>',
            f'<path d="M{x + left:.1f} 0h{right - 3:.1f}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{right - 3:.1f}z" fill="{_VALUE}"/>',
            _text(name, x, left),
            _text(value, x + left, right),
        ]
        x += left + right + _GAP
    said = "; ".join(f"{name}: {value}" for name, value in zip(_WORDS[language], _values(language), strict=True))
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{x:.0f}" height="{_HEIGHT}" viewBox="0 0 {x:.0f} {_HEIGHT}" role="img" '
        f'aria-label="{escape(said)}" font-family="{_FONTS}" font-size="{_SIZE}" fill="#fff" text-anchor="middle">'
    )
    return "\n".join([start, *parts, "</svg>"]) + "\n"


def _values(language: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packs = um.packs()
    return [
        project["project"]["requires-python"].replace(">=", "≥ "),
        project["project"]["license"],
        str(sum(len(pack.rules) for pack in packs.values())),
        str(len(packs)),
        {"zh": "中文、English", "en": "中文, English"}[language],
        "mypy --strict" if project["tool"]["mypy"]["strict"] else "mypy",
    ]


def _width(text: str) -> float:
    """Return the width of the box around a text: a full character for a wide one, a good half for others."""
    wide = sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.58 for character in text)
    return wide * _SIZE + 2 * _PADDING


def _text(text: str, x: float, width: float) -> str:
    return f'<text x="{x + width / 2:.1f}" y="14" textLength="{width - 2 * _PADDING:.1f}">{escape(text)}</text>'
