"""How the tables of a pack are read: strictly, with every fault of a file named at once."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from unionmodel.errors import InputError, PackError, UnknownName
from unionmodel.language import Text

T = TypeVar("T")

_KINDS: dict[type[Any], Text] = {
    str: Text(zh="应为文本", en="text is needed"),
    date: Text(
        zh="应为日期，例如 2022-01-01，不加引号", en="a day is needed, such as 2022-01-01 without quotation marks"
    ),
    bool: Text(zh="应为 true 或 false", en="true or false is needed"),
    dict: Text(zh="应为一个表", en="a table is needed"),
    list: Text(zh="应为数组", en="a list is needed"),
}


def refusal(faults: Iterable[Text], head: Text | None = None) -> PackError:
    """Return one error that names all `faults`, a line each; its first argument is the `Text` in both languages."""
    lines = [*([] if head is None else [head]), *faults]
    return PackError(Text(zh="\n".join(line.zh for line in lines), en="\n".join(line.en for line in lines)))


def reasons(error: PackError) -> tuple[Text, ...]:
    """Return the lines of an error made by `refusal`, each in both languages."""
    text = error.args[0]
    if not text:
        return ()
    if not isinstance(text, Text):
        return (Text(zh=str(text), en=str(text)),)
    return tuple(Text(zh=zh, en=en) for zh, en in zip(text.zh.split("\n"), text.en.split("\n"), strict=True))


def unknown(zh: str, en: str, name: object, known: Iterable[str]) -> Text:
    """Return "there is no such thing", with the nearest known name."""
    return UnknownName(Text(zh=zh, en=en), name, known).text


def located(fault: Text, title: str = "") -> InputError:
    """Return a fault of a `Section`, whose text begins with its path, as an error with path and hint."""
    path, _, zh = fault.zh.partition("：")
    where = f"{title} {path}" if title else path
    return InputError(where, None, *apart(Text(zh=zh, en=fault.en.partition(": ")[2])))


def apart(sentence: Text) -> tuple[Text, Text]:
    """Return what is wrong and the hint after it, apart: `there is no pack named 'x'`, `did you mean y?`."""
    (zh, _, hint_zh), (en, _, hint_en) = sentence.zh.partition("；"), sentence.en.partition("; ")
    return Text(zh=zh, en=en), Text(zh=hint_zh, en=hint_en)


class Section:
    """A table of a TOML file. What is taken is checked; what is wrong is kept as a fault; what is left over is one too.

    A value that is missing or wrong is replaced by an empty one, so that reading goes on to the next fault;
    nothing is built from a section that is not `sound`.
    """

    def __init__(self, table: Mapping[str, Any], path: str = "", parent: Section | None = None) -> None:
        self._table, self._path, self._parent = dict(table), path, parent
        self._known: list[str] = []
        self.faults: list[Text] = []

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with this table and those in it, as far as they were read."""
        return not self.faults

    def fault(self, key: str, problem: Text) -> None:
        """Note what is wrong at `key`; an empty key means the table itself."""
        path = self._below(key) if key else self._path
        self._note(Text(zh=f"{path}：{problem.zh}", en=f"{path}: {problem.en}"))

    def refused(self, error: PackError) -> None:
        """Note that what the table describes could not be made; the lines of `error` say by themselves what it is."""
        for line in reasons(error):
            self._note(line)

    def _note(self, line: Text) -> None:
        section: Section | None = self
        while section is not None:
            section.faults.append(line)
            section = section._parent

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def has(self, key: str) -> bool:
        """Whether the table says anything about `key`."""
        return key in self._table

    def value(self, key: str) -> Any:
        """Take the value of `key` as it stands, None where there is none."""
        self._known.append(key)
        return self._table.get(key)

    def string(self, key: str) -> str:
        """Take a text that must be there and not be blank."""
        return self._taken(key, str, needed=True) or ""

    def maybe_string(self, key: str) -> str | None:
        """Take a text that may be absent."""
        return self._taken(key, str)

    def day(self, key: str) -> date:
        """Take a day that must be there."""
        return self._taken(key, date, needed=True) or date.min

    def maybe_day(self, key: str) -> date | None:
        """Take a day that may be absent."""
        return self._taken(key, date)

    def flag(self, key: str) -> bool:
        """Take true or false; absent is false."""
        return self._taken(key, bool) or False

    def one_of(self, key: str, options: Sequence[str]) -> str:
        """Take one of a closed list of words."""
        found = self.string(key)
        if found and found not in options:
            self.fault(key, unknown("取值", "value", found, options))
        return found

    def strings(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; absent is none."""
        found = self._taken(key, list) or []
        if not all(isinstance(item, str) and item.strip() for item in found):
            self.fault(key, Text(zh="列表中的每一项都应为文本", en="every item of the list must be text"))
        return tuple(str(item) for item in found)

    def text(self, key: str) -> Text:
        """Take a text in both languages that must be there: `{ zh = "...", en = "..." }`."""
        if not self.has(key):
            self._missing(key)
        return self.maybe_text(key) or Text(zh="", en="")

    def maybe_text(self, key: str) -> Text | None:
        """Take a text in both languages that may be absent."""
        found = self.maybe_section(key)
        if found is None:
            return None
        text = Text(zh=found.string("zh"), en=found.string("en"))
        found.close()
        return text

    def itself(self) -> Text:
        """Take `zh` and `en` of this table as one text."""
        return Text(zh=self.string("zh"), en=self.string("en"))

    def maybe_section(self, key: str) -> Section | None:
        """Take a table that may be absent."""
        found = self._taken(key, dict)
        return None if found is None else Section(found, self._below(key), self)

    def under(self, key: str, table: Mapping[str, Any]) -> Section:
        """Return a table that was found some levels below, as one of this table under `key`."""
        return Section(table, self._below(key), self)

    def tried(self, make: Callable[[], T]) -> T | None:
        """Return what `make` makes; where it is refused, note why and return None."""
        try:
            return make()
        except PackError as error:
            self.refused(error)
            return None

    def section(self, key: str) -> Section:
        """Take a table that must be there."""
        if not self.has(key):
            self._missing(key)
        return self.maybe_section(key) or Section({}, self._below(key), self)

    def sections(self, key: str) -> list[Section]:
        """Take a list of tables that must be there and not be empty."""
        found = self._taken(key, list, needed=True) or []
        if self.has(key) and not found:
            self.fault(key, Text(zh="不能为空", en="must not be empty"))
        made = []
        for number, table in enumerate(found):
            if isinstance(table, dict):
                made.append(Section(table, self._below(f"{key}[{number}]"), self))
            else:
                self.fault(f"{key}[{number}]", _wrong(dict, table))
        return made

    def members(self) -> Iterator[tuple[str, Section]]:
        """Take every key as the name of a table, in order."""
        for key in self._table:
            found = self.maybe_section(key)
            if found is not None:
                yield key, found

    def close(self) -> None:
        """Refuse every key that was not asked for."""
        for key in self._table:
            if key not in self._known:
                self.fault(key, unknown("键", "key", key, dict.fromkeys(self._known)))

    def finish(self, head: Text) -> None:
        """Raise PackError with all faults, if there are any."""
        if self.faults:
            raise refusal(self.faults, head)

    def _below(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _missing(self, key: str) -> None:
        self.fault(key, Text(zh="缺少", en="is missing"))

    def _taken(self, key: str, kind: type[T], *, needed: bool = False) -> T | None:
        value = self.value(key)
        if value is None:
            if needed:
                self._missing(key)
            return None
        # Exactly the type: true is no number and a time of day is no day.
        if type(value) is not kind:
            self.fault(key, _wrong(kind, value))
            return None
        if isinstance(value, str) and not value.strip():
            self.fault(key, Text(zh="不能为空", en="must not be empty"))
            return None
        return value


def read_resource(package: str, resource: str) -> tuple[Section, Text]:
    """Return the TOML file `resource` of `package` and the words that introduce its faults; PackError without it."""
    head = Text(zh=f"{package} 的 {resource}：", en=f"{resource} of {package}:")
    try:
        written = (importlib.resources.files(package) / resource).read_text(encoding="utf-8")
    except (ImportError, OSError):
        raise refusal([Text(zh="没有这个文件", en="there is no such file")], head) from None
    except UnicodeDecodeError:
        raise refusal([Text(zh="文件不是 UTF-8 编码", en="the file is not UTF-8")], head) from None
    return read_toml(written, head), head


def read_toml(written: str, head: Text) -> Section:
    """Return TOML text as a section; numbers with a decimal point become Decimal. PackError where it is not TOML."""
    try:
        return Section(tomllib.loads(written, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise refusal([Text(zh=f"不是有效的 TOML：{error}", en=f"is not valid TOML: {error}")], head) from None


def _wrong(kind: type[Any], value: object) -> Text:
    wanted, given = _KINDS[kind], repr(value)
    if len(given) > 60:
        given = given[:57] + "..."
    return Text(zh=f"{wanted.zh}，而不是 {given}", en=f"{wanted.en}, not {given}")
