"""What one cell may hold: from what a reader, a user or a record gives to what a structure keeps, and back."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from unionmodel import resident
from unionmodel.language import Text
from unionmodel.model import amounts
from unionmodel.model.credit_code import check_character
from unionmodel.model.dictionary import Column
from unionmodel.model.spelling import CellProblem, clean, did_you_mean, folded, label_fold, shown, trimmed
from unionmodel.model.vocabulary import Vocabulary

__all__ = ["CellProblem", "inward", "is_resident_id", "outward", "resident_ids", "unguarded"]

#: Text columns that identify something: folded like keys. Other texts and names stay as they were written.
IDENTIFYING = frozenset({"id", "code", "subject", "person", "credit_code", "approval_no"})
_TEXTS = frozenset({"text", "key", "name"})
#: Texts searched for resident IDs in one pass.
_AT_ONCE = 10_000
_MANGLED = re.compile(r"\d\.\d+E\+\d+")
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (r"(\d{4})-(\d{2})-(\d{2})", r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})年(\d{1,2})月(\d{1,2})日")
)
_MONTH = re.compile(r"(\d{4})(?:[-/]|年)(\d{1,2})月?", re.ASCII)
_BOOLEANS = {"true": True, "yes": True, "1": True, "是": True, "false": False, "no": False, "0": False, "否": False}
_BETWEEN = re.compile("[;；、]")
_MIDNIGHT = time(0)


def inward(column: Column, value: object) -> Any:
    """Return `value` as a structure keeps it in `column`.

    Text, keys and enums become ``str``, counts and years ``int``, money integer fen, dates ``date``, lists tuples of
    codes; a blank becomes the column's default, None where it has none. Raises CellProblem, for a resident ID, too.
    """
    read = unguarded(column, value)
    if column.type in _TEXTS and read is not None and is_resident_id(column, read):
        raise CellProblem(*resident.refusal())
    return read


def unguarded(column: Column, value: object) -> Any:
    """Return the same as `inward`, but let a text through that is a resident ID: for readers that ask many at once."""
    if value is None or (isinstance(value, str) and not trimmed(value)) or _is_missing(value):
        return _blank(column)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.item()
    return _READERS[column.type](column, value)


def resident_ids(column: Column, texts: Iterable[str | None]) -> set[str]:
    """Return those of `texts`, as they are kept in `column`, that are resident IDs. Quick where there are none."""
    if column.type not in _TEXTS:
        return set()
    found: set[str] = set()
    kept = iter(texts)
    while some := list(itertools.islice(kept, _AT_ONCE)):
        given = [text for text in some if text is not None]
        if resident.may_hold_one("\x00".join(given)):
            found.update(text for text in given if is_resident_id(column, text))
    return found


def is_resident_id(column: Column, text: str) -> bool:
    """Return whether a kept text of a column is or holds a resident ID.

    A credit code is none, in a column that names organisations: its digits may look like a date.
    """
    if len(text) < resident.LENGTH or not resident.holds_one(text):
        return False
    return not ((column.type == "key" or column.name == "credit_code") and check_character(text))


def outward(column: Column, value: Any) -> Any:
    """Return a kept `value` as records hold it: enums as Vocabulary members, money as ``Decimal`` yuan."""
    if value is None:
        return None
    if column.vocabulary is not None:
        vocabulary = column.vocabulary
        return tuple(map(vocabulary.of, value)) if column.type == "list" else vocabulary.of(value)
    # Written out: a decimal context would round a scaled number.
    return Decimal(f"{value // 100}.{value % 100:02}") if column.type == "money" else value


def _blank(column: Column) -> Any:
    if column.key:
        raise CellProblem(
            Text(zh=f"缺少{column.zh}", en=f"the {column.en} is missing"),
            Text(zh="每一行都要有编号", en="every row needs its own"),
        )
    default = column.default
    if default is None:
        return () if column.type == "list" else None
    return str(default.value) if column.type == "enum" and type(default) is not str else default


def _is_missing(value: object) -> bool:
    """Return whether a data frame put this in place of nothing: NaT and NA have no equal, only a name."""
    return type(value).__name__ in ("NaTType", "NAType")


_FULL_DATE = Text(zh="写成完整日期，例如 2022-12-31", en="write the full date, such as 2022-12-31")


def _day(column: Column, value: object) -> date:
    if isinstance(value, datetime):
        if value.time() != _MIDNIGHT:
            raise CellProblem(Text(zh="含有钟点", en="has a time of day"), _FULL_DATE)
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            raise CellProblem(
                Text(zh="是数字，不是日期", en="is a number, not a date"),
                Text(zh="把单元格设为日期格式，或写成 2022-12-31", en="format the cell as a date, or write 2022-12-31"),
            )
        raise CellProblem(Text(zh="不是日期", en="is not a date"), _FULL_DATE)
    text = folded(clean(value))
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                raise CellProblem(Text(zh="不是日历上的日期", en="is not in the calendar"), _FULL_DATE) from None
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        first = f"{found[1]}-{int(found[2]):02}-01"
        raise CellProblem(
            Text(zh="只有年月，缺少日", en="is a month, not a day"),
            Text(zh=f"写成完整日期，例如 {first}", en=f"write the full date, such as {first}"),
        )
    raise CellProblem(Text(zh="不是日期", en="is not a date"), _FULL_DATE)


def _bool(column: Column, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    if isinstance(value, Decimal) and value.is_finite() and value in (0, 1):
        return bool(value)
    if isinstance(value, str):
        answer = _BOOLEANS.get(folded(clean(value)).casefold())
        if answer is not None:
            return answer
    raise CellProblem(
        Text(zh="既不是“是”也不是“否”", en="is neither yes nor no"),
        Text(zh="写 是 或 否；不知道就留空", en="write yes or no, or leave it blank"),
    )


def _enum(column: Column, value: object) -> str:
    vocabulary = column.vocabulary
    assert vocabulary is not None
    if isinstance(value, str):
        text = clean(value)
        known = _labels(vocabulary)
        code = known.get(text) or known.get(label_fold(text))
        if code is not None:
            return code
    else:
        text = ""
    raise CellProblem(
        Text(zh=f"不是已知的{column.zh}", en=f"is not a known value of {column.en}"),
        did_you_mean(text, [(str(member.value), member.zh) for member in vocabulary]),
    )


@functools.cache
def _labels(vocabulary: type[Vocabulary]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for member in vocabulary:
        code = str(member.value)
        labels.update({code: code, label_fold(code): code, member.zh: code, label_fold(member.zh): code})
    return labels


def _list(column: Column, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        members: Iterable[object] = [str(value)] if type(value) is not str else _BETWEEN.split(value)
    elif isinstance(value, (list, tuple)):
        members = value
    elif isinstance(value, (set, frozenset)):
        members = sorted(value, key=str)
    else:
        raise CellProblem(
            Text(zh="不是列表", en="is not a list"),
            Text(zh="用分号或顿号分开,例如 货车司机;快递员", en="separate with semicolons: truck_driver;courier"),
        )
    codes: dict[str, None] = {}
    for member in members:
        if member is None or (isinstance(member, str) and not trimmed(member)):
            continue
        codes[_member(column, member)] = None
    return tuple(codes)


def _member(column: Column, member: object) -> str:
    try:
        return _enum(column, member)
    except CellProblem as problem:
        text = Text(
            zh=f"其中“{shown(member)}”{problem.problem.zh}", en=f'holds "{shown(member)}", which {problem.problem.en}'
        )
        raise CellProblem(text, problem.hint) from None


def _key(column: Column, value: object) -> str:
    text = folded(clean(value)) if isinstance(value, str) else _digits(value)
    if _MANGLED.fullmatch(text):
        raise amounts.destroyed()
    return text


def _text(column: Column, value: object) -> str:
    if column.name in IDENTIFYING:
        return _key(column, value)
    return _name(column, value)


def _name(column: Column, value: object) -> str:
    return clean(trimmed(value)) if isinstance(value, str) else _digits(value)


def _digits(value: object) -> str:
    # Asked first: to advise that it be typed again as text would be to ask for a resident ID.
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and resident.is_one(value):
        raise CellProblem(*resident.refusal())
    return amounts.digits(value)


_READERS: dict[str, Callable[[Column, Any], Any]] = {
    "key": _key,
    "text": _text,
    "name": _name,
    "count": amounts.count,
    "year": amounts.year,
    "money": amounts.money,
    "date": _day,
    "bool": _bool,
    "enum": _enum,
    "list": _list,
}
