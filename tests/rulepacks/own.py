"""Packs of one's own as tests write them: as files, and as packages that are installed, as far as Python can tell."""

from __future__ import annotations

from pathlib import Path

#: What begins a file of values: the source, with its clauses, that says where they are written.
SOURCE = """
[sources.qinghe]
title = { zh = "清河方案", en = "Qinghe plan" }
short = { zh = "清河方案", en = "Qinghe plan" }
issuer = { zh = "清河", en = "Qinghe" }
numbering = "clause"
confidence = "own"
[[sources.qinghe.versions]]
id = "2022"
start = 2022-01-01
read = "own"
[sources.qinghe.clauses]
1 = { zh = "地域", en = "area" }
3 = { zh = "下限", en = "floor" }
"""
#: A pack with one rule; what is in angle brackets is put in by `pack_text`.
_PACK = '''
from datetime import date
from unionmodel.writing import *

SOURCES = read_sources("""
[<name>-text]
title = { zh = "示例", en = "sample" }
short = { zh = "示例", en = "sample" }
issuer = { zh = "示例", en = "sample" }
numbering = "clause"
confidence = "own"
[[<name>-text.versions]]
id = "2022"
start = 2022-01-01
read = "own"
[<name>-text.clauses]
1 = { zh = "名称", en = "name" }
""")
PARAMETERS = read_parameters("""
["<parameter>"]
label = { zh = "人数", en = "number" }
unit = { zh = "人", en = "members" }
type = "count"
[["<parameter>".values]]
start = <start>
value = <least>
clause = "1"
""", SOURCES)
T = Text(zh="会员不少于若干人", en="so many members")
RULE = rule(
    "<code>", "so-many-members", title=T, force=Force.MUST, cites=SOURCES["<name>-text"].clause("1"), each="unions",
    when=STANDING, require=unions.members >= Parameter("<parameter>", NUMBER),
    says=Text(zh="{name} 会员太少", en="{name} has too few members"), mend=T, reason=T,
)
PACK = Pack(name="<name>", version="3", title=T, rules=(RULE,), sources=SOURCES, parameters=PARAMETERS)
'''


def pack_text(
    name: str = "mine",
    code: str = "MY101",
    *,
    parameter: str = "mine.least",
    start: str = "2022-01-01",
    least: int = 10,
) -> str:
    """Return the text of a file that has a pack with one rule: unions have at least so many members."""
    text = _PACK
    for what, value in (("name", name), ("code", code), ("parameter", parameter), ("start", start), ("least", least)):
        text = text.replace(f"<{what}>", str(value))
    return text


def pack_file(folder: Path, file: str = "mine.py", text: str | None = None, **more: object) -> Path:
    """Write a file with a pack, and return its path."""
    path = folder / file
    path.write_text(pack_text(**more) if text is None else text, encoding="utf-8")  # type: ignore[arg-type]
    return path


def install(folder: Path, module: str, points: str, text: str, version: str = "1.2") -> None:
    """Make a package with one module look installed in `folder`; `points` are the lines of its entry points."""
    (folder / f"{module}.py").write_text(text, encoding="utf-8")
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir()
    name = module.replace("_", "-")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[unionmodel.packs]\n{points}\n", encoding="utf-8")


def value(name: str, written: object, start: str = "2022-01-01", unit: str = "", clause: str = "3") -> str:
    """Return the lines that give a parameter one value."""
    shown = f'"{written}"' if isinstance(written, str) else written
    head = f'[parameters."{name}"]\n' + (f'unit = "{unit}"\n' if unit else "")
    return f'{head}[[parameters."{name}".values]]\nstart = {start}\nvalue = {shown}\nclause = "{clause}"\n'
