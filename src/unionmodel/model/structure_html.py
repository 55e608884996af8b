"""A structure in a notebook: its tables, how many rows each has, and what the first are called."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.markup import box, rows
from unionmodel.model.records import TABLES
from unionmodel.model.tables import Tables

#: Most names shown of a table, and most characters of each.
_NAMES, _LONGEST = 3, 24


def html(structure: Tables) -> str:
    """Return the structure as HTML. Persons are counted, never named."""
    filled = [table for table in TABLES.values() if structure.size(table.name)]
    title = Text(
        zh=f"结构：{len(filled)} 张表，{structure.records} 行",
        en=f"structure: {len(filled)} tables, {structure.records} rows",
    )
    head = [Text(zh="表", en="table"), Text(zh="行", en="rows"), Text(zh="例如", en="such as")]
    body = [
        [f"{table.zh} {table.name}" if title == title.zh else table.name, str(structure.size(table.name)), _examples(structure, table.name)]
        for table in filled
    ]  # fmt: skip
    return box(title, rows([*head], body, right={1}) if body else "")


def _examples(structure: Tables, table: str) -> str:
    if not any(column.type == "name" for column in TABLES[table].columns):
        return ""
    named = [name for name in structure.column(table, "name")[: _NAMES + 1] if name]
    cut = [name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in named[:_NAMES]]
    return Text(zh="、", en=", ").join(cut) + (" …" if len(named) > _NAMES else "")
