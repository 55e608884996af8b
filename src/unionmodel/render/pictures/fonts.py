"""A font of this machine that has the Chinese characters of a picture: a PNG without one would show empty boxes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from unionmodel.errors import UnionModelError
from unionmodel.language import Text

#: The variable that names the font: a family that the system knows.
VARIABLE = "UNIONMODEL_FONT"
#: The usual families, the better first.
_PREFERRED = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "SimHei",
    "Hiragino Sans GB", "Heiti SC", "WenQuanYi Zen Hei", "SimSun",
)  # fmt: skip
_FILES = {".ttf", ".ttc", ".otf", ".otc"}
#: Where systems without fontconfig keep them.
_KNOWN = {
    "win32": (("msyh.ttc", "Microsoft YaHei"), ("simhei.ttf", "SimHei"), ("simsun.ttc", "SimSun")),
    "darwin": (("PingFang.ttc", "PingFang SC"), ("Hiragino Sans GB.ttc", "Hiragino Sans GB"), ("STHeiti Light.ttc", "Heiti SC")),
}  # fmt: skip


class NoChineseFont(UnionModelError):
    """No font of this machine has the Chinese characters of a picture; the text says how to come by one."""

    def __init__(self, why: Text) -> None:
        advice = Text(
            zh=f"。请安装中文字体（Debian、Ubuntu：apt install fonts-wqy-microhei；其他 Linux：Noto Sans CJK），"
            f"或用环境变量 {VARIABLE} 写明字体名称；也可以改存 .svg，不需要字体",
            en=f". Install a Chinese font (Debian, Ubuntu: apt install fonts-wqy-microhei; other Linux: Noto Sans CJK), "
            f"or name one in the environment variable {VARIABLE}; or save as .svg, which needs no font",
        )
        text = Text(zh=why.zh + advice.zh, en=why.en + advice.en)
        super().__init__(text)
        self.text = text


def cjk_font(text: str = "工会") -> str:
    """Return the family of a font that has every character of `text`. Raises NoChineseFont where there is none.

    The variable UNIONMODEL_FONT decides; else the fonts that fontconfig knows; else the usual places of Windows and macOS.
    """
    wanted = "".join(sorted({character for character in text if ord(character) > 0x2E7F}))
    named = os.environ.get(VARIABLE, "").strip()
    families = _listed(wanted)
    if families is None:
        found = [named] if named else _at_known_paths()
    elif named:
        return _named(named, families)
    else:
        found = [family for family in _PREFERRED if family in families] or sorted(families)
    if found:
        return found[0]
    missing = "" if families is None else "".join(character for character in wanted if not _listed(character))
    if missing and len(missing) < len(wanted):
        raise NoChineseFont(
            Text(zh=f"没有一种字体含有：{missing}", en=f"no font has these characters: {missing}"),
        )
    raise NoChineseFont(Text(zh="没有找到中文字体，无法画 PNG", en="there is no Chinese font for a PNG"))


def _named(named: str, families: set[str]) -> str:
    if named in families:
        return named
    if Path(named).suffix.lower() in _FILES:
        raise NoChineseFont(
            Text(
                zh=f"{VARIABLE} 要写字体名称，不是文件：{named}（先把文件放进 ~/.local/share/fonts）",
                en=f"{VARIABLE} takes the name of a font, not a file: {named} (put the file into ~/.local/share/fonts first)",
            )
        )
    known = named in (_listed("") or set())
    raise NoChineseFont(
        Text(
            zh=f"{VARIABLE} 写明的字体“{named}”缺少图中的汉字", en=f"the font {named!r} of {VARIABLE} lacks characters of the picture"
        )
        if known
        else Text(zh=f"系统里没有 {VARIABLE} 写明的字体“{named}”", en=f"the system has no font {named!r}, which {VARIABLE} names")
    )  # fmt: skip


def _listed(characters: str) -> set[str] | None:
    """Return the families that have all of `characters`, as fontconfig says; None where it is not there."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    pattern = ":charset=" + " ".join(f"{ord(character):x}" for character in characters) if characters else ":"
    done = subprocess.run([program, pattern, "family"], capture_output=True, text=True, encoding="utf-8", check=False)
    return {name.strip() for line in done.stdout.splitlines() for name in line.split(",") if name.strip()}


def _at_known_paths() -> list[str]:
    folders = {
        "win32": [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"],
        "darwin": [Path("/System/Library/Fonts"), Path("/Library/Fonts")],
    }
    return [
        family
        for file, family in _KNOWN.get(sys.platform, ())
        for folder in folders[sys.platform]
        if (folder / file).exists()
    ]
