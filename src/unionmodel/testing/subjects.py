"""Which record a rule is asked about, by the name it has in reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.rules.rule import Rule


def structure_from(rows: Mapping[str, Any]) -> Structure:
    """Return the structure with these rows by table. Raises InputErrors.

    >>> structure_from({"unions": [{"id": "u1"}]})
    <Structure: 1 unions>
    """
    return Structure(**rows)


def first_subject(rule: Rule, structure: Structure) -> str:
    """Return the record that an example of `rule` is about where it names none: the first row of the first table."""
    tables = [part.each.name for part in rule.parts if structure.size(part.each.name) or part.each.name == "places"]
    return structure.subject(next(table for table in tables if len(rule.parts) == 1 or table != "places"), 0)


def subject_rows(rule: Rule, structure: Structure, subject: str) -> list[tuple[int, int]]:
    """Return the parts of `rule` and the rows that `subject` names: several where parts differ in who their subjects are.

    Raises UnknownName.
    """
    found: list[tuple[int, int]] = []
    known: list[str] = []
    for number, part in enumerate(rule.parts):
        table = part.each.name
        size = len(structure.geography.codes) if table == "places" else structure.size(table)
        for row in range(size):
            name = part.subject(structure.subject(table, row))
            if name == subject:
                found.append((number, row))
            elif table != "places" or len(rule.parts) == 1:
                known.append(name)
    if not found:
        raise UnknownName(Text(zh="对象", en="subject"), subject, known)
    return found
