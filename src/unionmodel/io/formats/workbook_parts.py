"""The parts of a workbook, parsed only as far as counting needs: sheets, their cells, their texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal
from xml.parsers import expat

import attrs

#: What a reader sees as blank though the cell is not: a formula that nobody computed, an error such as #REF!.
Blind = Literal["formula", "error"]

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
#: The most filled cells of a sheet; and the most cells in the rectangle that holds them.
MOST_CELLS = 5_000_000


class Strange(Exception):
    """A workbook that is not as Excel writes them; `reason` says what is odd, for people who know the format."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@attrs.define
class SheetCount:
    """How far a sheet stretches: rows and columns from A1 to the last filled cell, filled cells, characters of text.

    `blind` holds the cells that a reader takes for blank, by row and column, 0 being the first.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    text: int = 0
    farthest: str = "A1"
    blind: dict[tuple[int, int], Blind] = attrs.field(factory=dict)


def count_sheet(content: bytes, texts: list[int]) -> SheetCount:
    """Return the count of one sheet; `texts` are the lengths of the shared texts. Raises Strange or ExpatError."""
    counter = _Counter(texts)
    _parse(content, counter.start, counter.characters)
    counter.finish()
    return counter.count


def read_texts(content: bytes) -> list[int]:
    """Return the length of every shared text of a workbook."""
    lengths: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "si":
            lengths.append(0)
            if len(lengths) > MOST_CELLS:
                raise Strange(f"more than {MOST_CELLS} texts")

    def characters(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    _parse(content, start, characters)
    return lengths


def read_sheets(content: bytes) -> list[tuple[str, str]]:
    """Return the name and the relation of every sheet that a workbook lists."""
    sheets: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), relation))

    _parse(content, start)
    return sheets


def read_relations(content: bytes) -> dict[str, str]:
    """Return where every relation of a part leads."""
    relations: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            relations[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(content, start)
    return relations


class _Counter:
    """Follows the cells of a sheet as a reader does: by their references, and by counting where they have none."""

    def __init__(self, texts: list[int]) -> None:
        self.count = SheetCount()
        self._texts = texts
        self._columns: dict[str, int] = {}
        self._row = self._column = -1
        self._kind: str | None = None
        self._open = self._filled = self._formula = self._listening = False
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.finish()
            self._open = True
            self._place(attributes.get("r"))
            self._kind = attributes.get("t")
        elif name == "v" or name == "is":
            self._fill()
            self._listening = self._kind == "s" or self._formula
        elif name == "f":
            self._formula = True
            self._listening = False
            # A formula is no blank even before anybody has computed it.
            self._fill()
        elif name == "row":
            self.finish()
            row = attributes.get("r")
            self._row = self._row + 1 if row is None else _number(row)
            self._column = -1
        elif ":" in name:
            self.start(_local(name), attributes)
        else:
            self._listening = False

    def characters(self, data: str) -> None:
        if self._listening:
            self._value += data

    def finish(self) -> None:
        """Judge the cell that has just ended."""
        if not self._open:
            return
        value = self._value.strip()
        if self._kind == "e":
            self.count.blind[self._row, self._column] = "error"
        elif self._formula and not value and self._kind != "str":
            self.count.blind[self._row, self._column] = "formula"
        if self._kind == "s" and value:
            self.count.text += self._length(value)
        self._open = self._filled = self._formula = self._listening = False
        self._value = ""

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
        else:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise Strange(f"cell {reference[:20]}")
            letters = found[1]
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = _column(letters)
            self._column = column
            self._row = _number(found[2])
        if self._column >= _LAST_COLUMN:
            raise Strange("a column beyond XFD")

    def _fill(self) -> None:
        if self._filled or not self._open:
            return
        self._filled = True
        count = self.count
        count.cells += 1
        if count.cells > MOST_CELLS:
            raise Strange(f"more than {MOST_CELLS} cells in a sheet")
        row, column = max(self._row, 0), self._column
        if row >= count.rows or column >= count.columns:
            count.rows = max(count.rows, row + 1)
            count.columns = max(count.columns, column + 1)
            letters = next((name for name, at in self._columns.items() if at == column), "?")
            count.farthest = f"{letters}{row + 1}"

    def _length(self, index: str) -> int:
        if not (index.isascii() and index.isdecimal() and len(index) < 10 and int(index) < len(self._texts)):
            raise Strange(f"shared text {index[:20]}")
        return self._texts[int(index)]


def _parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    characters: Callable[[str], None] | None = None,
) -> None:
    # The encoding is set, not read from the file: reader and counter must not differ about what the bytes mean.
    if b"\x00" in content:
        raise Strange("not UTF-8")
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(content, True)


def _refuse_doctype(*_: object) -> None:
    raise Strange("declares entities")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(digits: str) -> int:
    """Return a row number that counts from 0."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 7 and 1 <= int(digits) <= _LAST_ROW):
        raise Strange(f"row {digits[:20]}")
    return int(digits) - 1


def _column(letters: str) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
