"""A workbook to be filled in: a sheet a table, with remarks, lists to choose from, and an example."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from unionmodel.errors import UnknownName
from unionmodel.io.reading.grid import letters
from unionmodel.io.writing.tables import rows_of, table_title
from unionmodel.io.writing.targets import write_whole
from unionmodel.io.writing.template_text import (
    CHOICES,
    DIVISIONS,
    EXAMPLE,
    INSTRUCTIONS,
    RULES,
    STEPS,
    TITLE,
    USUAL,
    example,
    remark,
)
from unionmodel.io.writing.workbook import Book, across, header, height, label, lines, truth, width
from unionmodel.language import Language, Text, default_language
from unionmodel.model.amounts import YEARS
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.places import base_geography
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import PlaceLevel, Vocabulary

#: Lists to choose from, and what may be typed, are made ready for so many rows.
_ROWS = 5000
_DARK, _LIGHT, _PALE = "#1F4E79", "#D9E2EC", "#FFF2CC"
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#8EA9C1"}


def template(
    path: str | os.PathLike[str], language: Language | None = None, *, example: bool = True, place: str | None = None
) -> None:
    """Write a workbook to be filled in, which `load` reads as it is, at every stage of filling it in.

    A sheet a table, headings with remarks, lists to choose from for closed lists and for references, and a small
    invented example whose rows are to be written over (`example=False`: without it). `place` is the code of a division,
    such as a county: it and what lies in it are listed in the sheet of places. `language` is that of sheets, headings
    and lists. An existing file is replaced. Raises UnknownName for a place that is not shipped, MissingExtra without
    xlsxwriter.

    >>> from tempfile import TemporaryDirectory
    >>> import unionmodel as um
    >>> with TemporaryDirectory() as folder:
    ...     um.template(folder + "/proposal.xlsx", "zh")
    ...     um.load(folder + "/proposal.xlsx").size("unions")
    4
    """
    chosen = language or default_language()
    shown = Structure(**_rows(chosen, example, place))
    content = BytesIO()
    with Book(content, chosen) as book:
        _Template(book, shown).write()
    write_whole(content.getvalue(), path)


def _rows(language: Language, with_example: bool, place: str | None) -> dict[str, Any]:
    """Return what the sheets hold from the beginning: the example, and the divisions that are asked for."""
    rows: dict[str, Any] = example(language) if with_example else {}
    if place is not None:
        geography = base_geography(shipped=True)
        if place not in geography.row:
            raise UnknownName(Text(zh="区划", en="division"), place, geography.row)
        columns = geography.columns()
        listed = [
            {name: columns[name][row] for name in ("code", "name", "level", "parent")}
            for row, inside in enumerate(geography.inside(place))
            if inside
        ]
        rows["places"] = [*listed, *rows.get("places", [])]
    return rows


class _Template:
    """The sheets of a template under way."""

    def __init__(self, book: Book, shown: Structure) -> None:
        self._book, self._shown = book, shown
        self._lists = {
            column.vocabulary.__name__: column.vocabulary
            for table in TABLES.values()
            for column in table.columns
            if column.vocabulary is not None
        }

    def write(self) -> None:
        self._instructions()
        for table in TABLES.values():
            self._table(table)
        self._divisions()
        self._choices()

    def _instructions(self) -> None:
        book = self._book
        sheet = book.sheet(book.said(INSTRUCTIONS))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 96)
        book.text(sheet, (0, 0), book.said(TITLE), bold=True, font_size=16)
        row = 2
        for head, texts in (
            (Text(zh="怎样填", en="How to begin"), STEPS),
            (Text(zh="填写须知", en="What to mind"), RULES),
        ):
            book.text(sheet, (row, 0), book.said(head), bold=True, font_size=12)
            for number, text in enumerate(texts, start=1):
                book.text(sheet, (row + number, 0), str(number), align="right", valign="top")
                book.text(sheet, (row + number, 1), book.said(text), text_wrap=True, valign="top")
                sheet.set_row(row + number, height(lines(book.said(text), 96)))
            row += len(texts) + 2
        book.text(sheet, (row, 0), book.said(Text(zh="各张表", en="The sheets")), bold=True, font_size=12)
        for number, table in enumerate(TABLES.values(), start=row + 1):
            title = table_title(table, book.language)
            usual = table.name in USUAL
            link = book.look(underline=1, font_color="#0563C1", bold=usual, valign="top")
            sheet.write_url(number, 0, f"internal:'{title}'!A1", link, title)
            often = Text(zh="（常用）", en=" (usual)") if usual else Text(zh="", en="")
            book.text(sheet, (number, 1), table.purpose.within(book.language) + book.said(often), text_wrap=True)
        last = row + len(TABLES) + 1
        sheet.write_url(
            last, 0, f"internal:'{book.said(DIVISIONS)}'!A1", book.look(underline=1, font_color="#0563C1"), book.said(DIVISIONS)
        )  # fmt: skip
        about = Text(zh="查区划代码用，不要改", en="to look up division codes; not to be changed")
        book.text(sheet, (last, 1), book.said(about))
        _for_paper(sheet)

    def _table(self, table: Table) -> None:
        book = self._book
        sheet = book.sheet(table_title(table, book.language))
        sheet.set_tab_color("#2E75B6" if table.name in USUAL else "#BFBFBF")
        rows = list(rows_of(self._shown, table)) if self._shown.size(table.name) else []
        for place, column in enumerate(table.columns):
            title = header(column, book.language) + ("*" if column.required else "")
            sheet.set_column(
                place, place, self._width(column, title, [row[place][1] for row in rows]), book.column_look(column)
            )
            fill = {"bg_color": _DARK, "font_color": "#FFFFFF"} if column.required else {"bg_color": _LIGHT}
            book.text(sheet, (0, place), title, **_HEAD, **fill)
            said = remark(column, book.language)
            lines = said.split("\n")
            size = {"width": 40 + 7 * max(map(across, lines)), "height": 20 + 19 * len(lines)}
            sheet.write_comment(0, place, said, {**size, "font_size": 9})
            self._rule(sheet, place, column)
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 2 if len(table.columns) > 1 else 1)
        for number, row in enumerate(rows, start=1):
            for place, (column, value) in enumerate(row):
                book.cell(sheet, (number, place), column, value)
        self._mark_example(sheet, table)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)

    def _width(self, column: Column, title: str, values: Sequence[Any]) -> int:
        """Return how wide a column has to be, for its heading, the example, and what is chosen from a list."""
        texts = [title, *(label(column, value, self._book.language) for value in values)]
        if column.vocabulary is not None:
            texts += self._members(column.vocabulary)
        return width(texts, least=20 if column.type == "name" else 12)

    def _mark_example(self, sheet: Any, table: Table) -> None:
        """Let the rows of the example show in another colour, for as long as they are those of the example."""
        mark = self._book.said(EXAMPLE)
        places = [place for place, column in enumerate(table.columns) if column.key]
        if not places:
            places = [place for place, column in enumerate(table.columns) if column.name in table.subject and column.type in ("key", "text")]  # fmt: skip
        asked = ",".join(f'LEFT(${letters(place)}2,{len(mark)})="{mark}"' for place in places)
        look = self._book.look(bg_color=_PALE, font_color="#7F6000")
        last = len(table.columns) - 1
        sheet.conditional_format(1, 0, _ROWS, last, {"type": "formula", "criteria": f"=OR({asked})", "format": look})

    def _rule(self, sheet: Any, place: int, column: Column) -> None:
        """Say what may stand in a column: a list to choose from, or a warning where something else is typed."""
        rule = self._allowed(column)
        if rule is not None:
            sheet.data_validation(1, place, _ROWS, place, {"ignore_blank": True, **rule})

    def _allowed(self, column: Column) -> Mapping[str, Any] | None:
        said = self._book.said
        if column.vocabulary is not None:
            several = column.type == "list"
            rule: dict[str, Any] = {"validate": "list", "source": f"=list_{column.vocabulary.__name__}"}
            if several:
                hint = Text(zh="可填多项，用分号隔开", en="several are separated by semicolons")
                return {**rule, "show_error": False, "input_message": said(hint)}
            return {**rule, **self._refused(Text(zh="请从下拉框中选择", en="Choose one of the list."), stop=True)}
        if column.refers_to is not None:
            table = TABLES[column.refers_to]
            rule = {"validate": "list", "source": f"=ids_{table.name}"}
            if table.name == "places":
                hint = Text(zh="区划代码见“_区划代码”", en="for division codes see _division_codes")
                return {**rule, "show_error": False, "input_message": said(hint)}
            return {
                **rule,
                **self._refused(Text(zh=f"“{table.zh}”表中没有这个编号", en=f"There is no such id in {table.name}.")),
            }
        if column.type == "bool":
            return {
                "validate": "list", "source": [truth(value, self._book.language) for value in (True, False)],
                **self._refused(Text(zh="请选“是”或“否”，不知道就留空", en="Choose true or false, or leave it blank."), stop=True),
            }  # fmt: skip
        return self._number(column)

    def _number(self, column: Column) -> Mapping[str, Any] | None:
        if column.type == "count":
            text = Text(zh="请填整数，0 或以上，不带单位", en="A whole number, 0 or more, without a unit.")
            return {"validate": "integer", "criteria": ">=", "value": 0, **self._refused(text, stop=True)}
        if column.type == "year":
            first, last = YEARS
            text = Text(zh="请填四位数的年份", en="A year of four digits.")
            return {"validate": "integer", "criteria": "between", "minimum": first, "maximum": last, **self._refused(text, stop=True)}  # fmt: skip
        if column.type == "money":
            text = Text(zh="请填金额，单位元，不带“元”字", en="An amount in yuan, without a unit.")
            return {"validate": "decimal", "criteria": ">=", "value": 0, **self._refused(text, stop=True)}
        if column.type == "date":
            text = Text(zh="日期写成 2022-12-31", en="Write the day as 2022-12-31.")
            return {"validate": "date", "criteria": ">=", "value": date(1900, 3, 1), **self._refused(text)}
        return None

    def _refused(self, text: Text, stop: bool = False) -> Mapping[str, Any]:
        title = Text(zh="请核对", en="Please check")
        return {
            "error_type": "stop" if stop else "warning",
            "error_title": self._book.said(title),
            "error_message": self._book.said(text),
        }

    def _divisions(self) -> None:
        """List the shipped divisions, to be looked up by name."""
        book = self._book
        sheet = book.sheet(book.said(DIVISIONS))
        geography = base_geography(shipped=True)
        titles = (
            Text(zh="代码", en="code"), Text(zh="名称", en="name"), Text(zh="级别", en="level"),
            Text(zh="上级代码", en="parent"), Text(zh="上级名称", en="name of the parent"),
        )  # fmt: skip
        for place, (title, wide) in enumerate(zip(titles, (14, 40, 16, 14, 28), strict=True)):
            sheet.set_column(place, place, wide, book.look(num_format="@"))
            book.text(sheet, (0, place), book.said(title), **_HEAD, bg_color=_LIGHT)
        for row, code in enumerate(geography.codes):
            above = geography.parent[row]
            level = geography.level[row]
            cells = (
                code, geography.name[row] or "", "" if level is None else self._member(PlaceLevel.of(level)),
                "" if above < 0 else geography.codes[above], "" if above < 0 else geography.name[above] or "",
            )  # fmt: skip
            for place, cell in enumerate(cells):
                book.text(sheet, (row + 1, place), cell, num_format="@")
        sheet.autofilter(0, 0, len(geography.codes), len(titles) - 1)
        sheet.freeze_panes(1, 0)
        _for_paper(sheet)

    def _choices(self) -> None:
        """Keep the lists to choose from on a sheet that is not shown, and name them and the ids of every table."""
        book = self._book
        title = book.said(CHOICES)
        sheet = book.sheet(title)
        for place, (name, vocabulary) in enumerate(self._lists.items()):
            members = self._members(vocabulary)
            for row, member in enumerate([name, *members]):
                book.text(sheet, (row, place), member)
            book.name(f"list_{name}", f"'{title}'!${letters(place)}$2:${letters(place)}${len(members) + 1}")
        sheet.hide()
        for table in TABLES.values():
            if table.key is not None:
                own = f"'{table_title(table, book.language)}'!$A$2"
                every = f"{own}:$A${_ROWS + 1}"
                # As long as the ids are, so that the list does not end in blanks.
                book.name(f"ids_{table.name}", f"{own}:INDEX({every},MAX(1,COUNTA({every})))")

    def _members(self, vocabulary: type[Vocabulary]) -> list[str]:
        return [self._member(member) for member in vocabulary]

    def _member(self, member: Vocabulary) -> str:
        return member.zh if self._book.language == "zh" else str(member.value)


def _for_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
