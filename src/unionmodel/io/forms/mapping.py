"""What a foreign form means: a file that staff can edit, which says what becomes of every column and value of it.

A mapping is a document (YAML, TOML or JSON), its words in Chinese or English::

    工作表:
      登记表:                                        # the sheet of the form
        忽略: [联系电话]                             # columns that are not read at all
        用人单位:                                    # each of its rows gives a row of this table
          单位编号: { 编: "e-{信用代码}" }           # made of cells
          单位名称: 单位名称                         # taken from a column
          所在区域: { 列: 单位所在政区, 译: 政区 }   # and translated
          角色: { 值: 其他 }                         # the same in every row
    对照:
      政区:
        城关区: "620102"

Nothing is guessed: a column that the mapping does not name, and a value that its translation does not have, are errors.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from unionmodel.io.formats import suffixes
from unionmodel.io.formats.document import read_document, take_rows
from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.labels import NO_TABLE, column_hint, find_column, find_table, table_hint
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.spelling import did_you_mean, label_fold, shown, trimmed

FORMAT: Final = "unionmodel-mapping/1"
#: The words of a mapping, each in both languages.
_TOP: Final = {
    "format": "格式",
    "sheets": "工作表",
    "ignore_sheets": "忽略工作表",
    "translations": "对照",
    "extra": "补充",
}
_SHEET: Final = {"ignore": "忽略", "header_row": "表头行"}
_CELL: Final = {"column": "列", "value": "值", "make": "编", "translate": "译", "find": "找"}
_WHEN: Final = {"column": "列", "is": "是"}
_ROWS: Final = {"when": "当"}
_WORDS: Final = {**_TOP, **_SHEET, **_CELL, **_WHEN, **_ROWS}
_BRACED: Final = re.compile(r"\{([^{}]*)\}")


@attrs.frozen
class Origin:
    """Where a cell comes from: a column of the form, several put together, or the same value always.

    `template` is a text whose parts in braces are columns. `translation` names one of the mapping's; `find` is the
    column of the table referred to in which the value is looked for.
    """

    column: Column
    path: str
    label: str | None = None
    template: str | None = None
    value: object = None
    translation: str | None = None
    find: Column | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns of the form that are needed for it."""
        if self.template is not None:
            return tuple(_BRACED.findall(self.template))
        return () if self.label is None else (self.label,)


@attrs.frozen
class Filling:
    """A table that every row of a sheet gives a row of; with `when`, only where a column has one of some values."""

    table: Table
    origins: tuple[Origin, ...]
    when: tuple[str, frozenset[str]] | None = None


@attrs.frozen
class MappedSheet:
    """A sheet of the form: the columns that are left aside, what it fills, and the row of its header, where it is given."""

    title: str
    fillings: tuple[Filling, ...]
    ignored: frozenset[str] = frozenset()
    header_row: int | None = None

    @property
    def labels(self) -> dict[str, str]:
        """The columns that are read, as they are written in the mapping, by what is compared."""
        read = [label for filling in self.fillings for origin in filling.origins for label in origin.labels]
        read.extend(filling.when[0] for filling in self.fillings if filling.when is not None)
        return {label_fold(label): label for label in read}


@attrs.frozen
class FormMapping:
    """A mapping as it was read: its sheets by what is compared of their names, its translations, and rows of its own."""

    title: str
    sheets: dict[str, MappedSheet]
    ignored_sheets: frozenset[str]
    translations: dict[str, dict[str, object]]
    extra: dict[str, list[dict[str, Any]]]
    chinese: bool = False

    def say(self, word: str) -> str:
        """Return a word of a mapping as this one writes it: in Chinese or in English."""
        return _WORDS[word] if self.chinese else word


def read_mapping(source: str | os.PathLike[str] | Mapping[str, Any]) -> FormMapping:
    """Return the mapping that a file or a dict describes. Raises InputErrors with everything that is wrong with it."""
    if isinstance(source, Mapping):
        title, content = "mapping", source
    else:
        path = Path(source)
        title, content = path.name, _document(path)
    reading = _Reading(title)
    found = reading.read(content)
    reading.gathering.raise_errors()
    return found


def _document(path: Path) -> Any:
    known = suffixes("document")
    if path.suffix.lower() not in known:
        raise wrong(
            path.name,
            Text(zh="不是能读取的对照文件", en="is not a kind of mapping file that can be read"),
            Text(zh="可以是 " + "、".join(known), en="it may be " + ", ".join(known)),
        )
    return read_document(path)


class _Reading:
    """Reads one mapping, and collects what is wrong with it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.gathering = Gathering(title)
        self._errors = 0
        self._translations: dict[str, dict[str, object]] = {}
        self._chinese = False

    def read(self, content: object) -> FormMapping:
        self._chinese = isinstance(content, Mapping) and any(name in _TOP.values() for name in content)
        top = self._words(content, _TOP, "")
        if top.get("format", FORMAT) != FORMAT:
            self._wrong(
                self._say("format"),
                top["format"],
                Text(zh="不是此版本能读取的格式", en="is not a format this version reads"),
                _write(FORMAT),
            )
        for name, lines in self._named(top.get("translations", {}), self._say("translations")):
            self._translations[name] = dict(self._named(lines, f"{self._say('translations')}.{name}"))
        sheets = {
            label_fold(name): self._sheet(name, about, f"{self._say('sheets')}.{name}")
            for name, about in self._named(top.get("sheets", {}), self._say("sheets"))
        }
        if not sheets:
            self._wrong(
                self._say("sheets"),
                None,
                Text(zh="没有写任何工作表", en="names no sheet"),
                _write(f"{self._say('sheets')}: {{…: {{unions: {{…}}}}}}"),
            )
        ignored = frozenset(
            label_fold(name) for name in self._texts(top.get("ignore_sheets", []), self._say("ignore_sheets"))
        )
        return FormMapping(
            self.title, sheets, ignored, self._translations, self._extra(top.get("extra", {})), self._chinese
        )

    def _extra(self, given: object) -> dict[str, list[dict[str, Any]]]:
        """Return the rows that the mapping adds, by canonical names; they are read as those of any document are."""
        extra: dict[str, list[dict[str, Any]]] = {}
        for number, (name, rows) in enumerate(self._named(given, self._say("extra")), start=1):
            table = find_table(name)
            if table is None:
                self._wrong(f"{self._say('extra')}.{name}", None, NO_TABLE, table_hint(name))
                continue
            take_rows(self.gathering, table, rows, f"{self.title} {self._say('extra')}.{name}", number)
            extra[table.name] = [
                {column.name: value for label, value in row.items() if (column := find_column(table, str(label)))}
                for row in (rows if isinstance(rows, list) else [])
                if isinstance(row, Mapping)
            ]
        return extra

    def _sheet(self, title: str, about: object, path: str) -> MappedSheet:
        words = self._words(about, _SHEET, path, others=True)
        header = words.pop("header_row", None)
        if header is not None and (type(header) is not int or header < 1):
            self._wrong(
                f"{path}.{self._say('header_row')}",
                header,
                Text(zh="不是行号", en="is no row number"),
                _write(f"{self._say('header_row')}: 2"),
            )
            header = None
        ignored = frozenset(
            label_fold(name) for name in self._texts(words.pop("ignore", []), f"{path}.{self._say('ignore')}")
        )
        fillings = []
        for name, cells in words.items():
            table = find_table(name)
            if table is None:
                self._wrong(f"{path}.{name}", None, NO_TABLE, table_hint(name))
            else:
                fillings.append(self._filling(table, cells, f"{path}.{name}"))
        return MappedSheet(title, tuple(fillings), ignored, header)

    def _filling(self, table: Table, about: object, path: str) -> Filling:
        words = self._words(about, _ROWS, path, others=True)
        when = self._when(words.pop("when"), f"{path}.{self._say('when')}") if "when" in words else None
        origins: dict[str, Origin] = {}
        for name, given in words.items():
            column = find_column(table, name)
            if column is None:
                problem = Text(zh=f"不是表“{table.zh}”的列", en=f"is not a column of {table.name}")
                self._wrong(f"{path}.{name}", None, problem, column_hint(table, name))
            elif column.name in origins:
                hint = Text(zh="只留一个", en="keep one of them")
                self._wrong(f"{path}.{name}", None, Text(zh="写了两次", en="is given twice"), hint)
            elif (origin := self._origin(column, given, f"{path}.{name}")) is not None:
                origins[column.name] = origin
        if table.key is not None and table.key not in {
            find.name for name in words if (find := find_column(table, name))
        }:
            key = table.column(table.key)
            self._wrong(
                path,
                None,
                Text(zh=f"没有写“{key.zh}”从哪来", en=f"does not say where the {key.en} comes from"),
                _write(f"{key.zh if self._chinese else key.name}: …"),
            )
        return Filling(table, tuple(origins.values()), when)

    def _origin(self, column: Column, given: object, path: str) -> Origin | None:
        if isinstance(given, str):
            return Origin(column, path, label=given)
        words = self._words(given, _CELL, path)
        ways = [word for word in ("column", "value", "make") if word in words]
        if len(ways) != 1:
            problem = Text(zh="应写明列、值、编三者之一", en="should say one of column, value and make")
            self._wrong(path, None, problem, _write(f"{{ {self._say('column')}: … }}"))
            return None
        given = words[ways[0]]
        translation, find = words.get("translate"), words.get("find")
        if ways[0] != "value" and not (isinstance(given, str) and trimmed(given)):
            self._wrong(
                path, given, Text(zh="不是列名", en="is no name of a column"), _write(f"{{ {self._say('column')}: … }}")
            )
            return None
        if translation is not None and translation not in self._translations:
            hint = did_you_mean(shown(translation), [(name, name) for name in self._translations])
            self._wrong(
                f"{path}.{self._say('translate')}",
                translation,
                Text(zh="没有这张对照", en="is not among the translations"),
                hint,
            )
            return None
        if ways[0] == "make":
            return self._made(column, str(given), path)
        if ways[0] == "value":
            return Origin(column, path, value=given)
        return Origin(column, path, label=str(given), translation=translation, find=self._find(column, find, path))

    def _made(self, column: Column, template: str, path: str) -> Origin | None:
        bare = _BRACED.sub("", template)
        if "{" in bare or "}" in bare or not _BRACED.search(template):
            problem = Text(zh="花括号中要写列名", en="should name columns in braces")
            self._wrong(
                f"{path}.{self._say('make')}", template, problem, _write(f'{{ {self._say("make")}: "e-{{…}}" }}')
            )
            return None
        return Origin(column, path, template=template)

    def _find(self, column: Column, find: object, path: str) -> Column | None:
        if find is None:
            return None
        refers = TABLES.get(column.refers_to or "")
        found = find_column(refers, find) if refers is not None and isinstance(find, str) else None
        if found is None:
            hint = column_hint(refers, shown(find)) if refers is not None else Text(zh="删去“找”", en="remove find")
            problem = Text(zh="不是所引用的表的列", en="is not a column of the table referred to")
            self._wrong(f"{path}.{self._say('find')}", find, problem, hint)
        return found

    def _when(self, given: object, path: str) -> tuple[str, frozenset[str]] | None:
        words = self._words(given, _WHEN, path)
        label, values = words.get("column"), self._texts(words.get("is", []), f"{path}.{self._say('is')}")
        if not isinstance(label, str) or not values:
            problem = Text(zh="应写明哪一列是哪些值", en="should say which column is which values")
            self._wrong(path, None, problem, _write(f"{{ {self._say('column')}: …, {self._say('is')}: [ … ] }}"))
            return None
        return label, frozenset(label_fold(value) for value in values)

    def _words(self, given: object, known: Mapping[str, str], path: str, *, others: bool = False) -> dict[str, Any]:
        """Return a mapping with its own words in English; a word that is not known is an error unless `others` may stand."""
        meant = {label_fold(label): word for word, zh in known.items() for label in (word, zh)}
        words: dict[str, Any] = {}
        for name, value in self._named(given, path):
            word = meant.get(label_fold(name))
            if word is None and not others:
                hint = did_you_mean(name, list(known.items()))
                self._wrong(
                    f"{path}.{name}".strip("."), None, Text(zh="不是对照文件的词", en="is no word of a mapping"), hint
                )
            else:
                words[word or name] = value
        return words

    def _named(self, given: object, path: str) -> Iterable[tuple[str, Any]]:
        if isinstance(given, Mapping):
            for name in getattr(given, "keys_twice", ()):
                hint = Text(zh="只留一个", en="keep one of them")
                self._wrong(f"{path}.{shown(name)}".strip("."), None, Text(zh="写了两次", en="is given twice"), hint)
            return [(str(name), value) for name, value in given.items()]
        self._wrong(
            path or self.title,
            given,
            Text(zh="应为名称与内容的对照", en="should be a mapping of names"),
            Text(zh="写成 名称: …", en="write name: …"),
        )
        return []

    def _texts(self, given: object, path: str) -> list[str]:
        if isinstance(given, list) and all(isinstance(one, str) for one in given):
            return given
        self._wrong(path, given, Text(zh="应为名称的列表", en="should be a list of names"), _write("[ …, … ]"))
        return []

    def _say(self, word: str) -> str:
        return _WORDS[word] if self._chinese else word

    def _wrong(self, path: str, value: object, problem: Text, hint: Text) -> None:
        self._errors += 1
        self.gathering.add((0, self._errors, 0), f"{self.title} {path}", value, problem, hint)


def _write(example: str) -> Text:
    return Text(zh=f"写成 {example}", en=f"write {example}")
