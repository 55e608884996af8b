"""YAML read from its events: no aliases, no tags that build objects, no words that turn into something else.

The usual loaders make True of a column called `on`, 25 of the code 031, and may expand a few aliases into gigabytes.
Here a plain word is a number, true, false, null or text; everything else is text, and the cells judge it.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from unionmodel.io.formats import YAML
from unionmodel.io.formats.parsing import DEEPEST, decimal_number, paired, quoted, syntax, too_deep, whole_number
from unionmodel.io.reading.collecting import wrong
from unionmodel.language import Text

_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
#: libyaml reads ahead before it reports the first bracket, and newer ones give up by themselves at a depth of 1000.
_TOO_DEEP_FOR_LIBYAML = "nesting depth"
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


@attrs.define
class _Open:
    """A list or mapping that is being read; `key` waits for its value."""

    pairs: list[tuple[Any, Any]] | None = None
    items: list[Any] | None = None
    key: Any = None
    has_key: bool = False

    def put(self, value: Any) -> None:
        if self.items is not None:
            self.items.append(value)
        elif self.pairs is not None and self.has_key:
            self.pairs.append((self.key, value))
            self.has_key = False
        else:
            self.key, self.has_key = value, True

    def done(self) -> Any:
        return self.items if self.items is not None else paired(self.pairs or [])


def read(text: str, title: str) -> object:
    """Return the content of a YAML document. Raises InputErrors with the line and column, or MissingExtra."""
    with YAML.needing("pyyaml"):
        import yaml
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = _Open(items=[])
    open_ones = [root]
    try:
        for event in yaml.parse(text, Loader=loader):
            _refuse(event, title)
            top = open_ones[-1]
            if isinstance(event, yaml.ScalarEvent):
                top.put(_scalar(event))
            elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                if top.pairs is not None and not top.has_key:
                    raise _at(event, title, "a key must be a word")
                open_ones.append(_Open(items=[]) if isinstance(event, yaml.SequenceStartEvent) else _Open(pairs=[]))
                if len(open_ones) > DEEPEST:
                    raise too_deep(title)
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                done = open_ones.pop().done()
                open_ones[-1].put(done)
    except yaml.MarkedYAMLError as problem:
        if _TOO_DEEP_FOR_LIBYAML in (problem.problem or ""):
            raise too_deep(title) from None
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise syntax(title, line, column, problem.problem or "") from None
    except yaml.YAMLError as problem:
        raise syntax(title, 0, 0, str(problem).partition("\n")[0]) from None
    documents = root.items or []
    if len(documents) > 1:
        raise wrong(
            title,
            Text(zh="含有多个文档", en="holds more than one document"),
            Text(zh="删去 --- 以后的部分", en="remove what follows ---"),
        )
    return documents[0] if documents else None


def lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the line on which each value of a YAML document begins, by the keys and numbers that lead to it.

    The document must be one that `read` reads. Raises MissingExtra.

    >>> lines("unions:\\n- id: u1")[("unions", 0, "id")]
    2
    """
    with YAML.needing("pyyaml"):
        import yaml
    found: dict[tuple[str | int, ...], int] = {}
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), yaml.compose(text, Loader=yaml.SafeLoader))]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found[(*path, key.value)] = key.start_mark.line + 1
                waiting.append(((*path, key.value), value))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                found[(*path, number)] = value.start_mark.line + 1
                waiting.append(((*path, number), value))
    return found


def write(document: dict[str, Any]) -> str:
    """Return a document as YAML: texts quoted, so that no reader takes a code for a number or `no` for false.

    >>> print(write({"format": "unionmodel/1", "unions": [{"id": "007", "members": 3}]}), end="")
    format: "unionmodel/1"
    unions:
      - id: "007"
        members: 3
    """
    lines = []
    for name, rows in document.items():
        if not isinstance(rows, list):
            lines.append(f"{name}: {quoted(rows)}\n")
            continue
        lines.append(f"{name}:\n")
        for row in rows:
            cells = [f"{column}: {quoted(value)}\n" for column, value in row.items()]
            lines.append("  - " + "    ".join(cells or ["{}\n"]))
    return "".join(lines)


def _refuse(event: Any, title: str) -> None:
    if getattr(event, "anchor", None) is not None:
        raise wrong(
            f"{title}:{event.start_mark.line + 1}",
            Text(zh="使用了锚点或别名（& 或 *）", en="uses an anchor or an alias (& or *)"),
            Text(
                zh="把内容写全；以 * 或 & 开头的文字加引号",
                en="write the content out; quote text that begins with * or &",
            ),
        )
    if getattr(event, "tag", None) not in _PLAIN_TAGS:
        raise _at(event, title, f"tag {event.tag}")


def _scalar(event: Any) -> object:
    word: str = event.value
    # Quoted, written as a block, or said to be text.
    if event.style or event.tag is not None:
        return word
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return whole_number(word)
    return decimal_number(word) if _DECIMAL.fullmatch(word) else word


def _at(event: Any, title: str, message: str) -> Exception:
    return syntax(title, event.start_mark.line + 1, event.start_mark.column + 1, message)
