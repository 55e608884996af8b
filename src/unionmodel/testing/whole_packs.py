"""Structures in which every rule of a pack has something to say."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack
from unionmodel.testing.near import Tables, examples_as_tables
from unionmodel.testing.subjects import structure_from


def for_pack(pack: Pack) -> SearchStrategy[Structure]:
    """Return a strategy for structures in which every rule of `pack` is exercised, to be judged on the rules' day.

    Each holds, side by side, one example of every rule, drawn among those that hold and those that are broken, with ids
    of its own; examples of one place meet there, so a rule about a place sees what others have put there. What is drawn
    shrinks towards examples that hold.
    """
    return _joined(_Of(pack)).map(structure_from)


class _Of:
    """A pack as the argument of a strategy: shown by its name, since Hypothesis writes strategies out."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.examples = {
            rule.code: st.sampled_from(examples_as_tables(rule, "held") + examples_as_tables(rule, "broken"))
            for rule in pack.rules
        }

    def __repr__(self) -> str:
        return self.pack.name


@st.composite
def _joined(draw: DrawFn, of: _Of) -> Tables:
    rows: Tables = {}
    for code, examples in of.examples.items():
        for table, several in renamed(draw(examples), code).items():
            rows.setdefault(table, []).extend(several)
    for table, several in rows.items():
        if (key := TABLES[table].key) is not None:
            # Shipped places keep their codes: of several rows about one, the last stays.
            rows[table] = list({row.get(key): row for row in several}.values())
    return rows


def renamed(rows: Tables, mark: str) -> Tables:
    """Return tables in which every id, and what refers to it, begins with a mark; codes of divisions stay."""
    rows = deepcopy(rows)
    own = {
        table: {row.get(TABLES[table].key or ""): f"{mark}-{row.get(TABLES[table].key or '')}" for row in several}
        for table, several in rows.items()
    }
    own["places"] = {code: name for code, name in own.get("places", {}).items() if not str(code).isdigit()}

    def fresh(table: str, value: Any) -> Any:
        return own.get(table, {}).get(value, value)

    for table, several in rows.items():
        for row in several:
            for column in TABLES[table].columns:
                if column.name not in row or not isinstance(row[column.name], str):
                    continue
                if column.key:
                    row[column.name] = fresh(table, row[column.name])
                elif column.refers_to is not None:
                    row[column.name] = fresh(column.refers_to, row[column.name])
    return rows
