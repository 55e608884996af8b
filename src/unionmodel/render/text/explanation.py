"""What a rule says, and why it came out as it did, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from unionmodel.checking.report.explanation import Explanation
from unionmodel.checking.report.reasons import Reason
from unionmodel.checking.report.report import Outcome
from unionmodel.language import Language


def explanation(found: Explanation, language: Language) -> list[str]:
    """Return the rule: its force, what it asks, where it is written, its parameters and examples."""
    return _lines(found.to_dict(language), 0 if language == "zh" else 1)


def reason(found: Reason, language: Language) -> Iterator[str]:
    """Yield the tree as indented lines: √ holds, × does not, ? unknown, · a value."""
    for depth, one in found.tree():
        yield f"{'  ' * depth}{_mark(one.value)} {one.text.within(language)}"


def _mark(value: Any) -> str:
    return {True: "√", False: "×", None: "?"}[value] if isinstance(value, (bool, type(None))) else "·"


_WORDS = {
    "force": ("效力", "force"),
    "starts": ("施行", "in force from"),
    "absent": ("当日状态", "on the day"),
    "preview": ("预览", "preview"),
    "elsewhere": ("各地另有规定", "otherwise in"),
    "each": ("对象", "about each row of"),
    "when": ("适用条件", "when"),
    "require": ("要求", "require"),
    "terms": ("用语", "terms"),
    "cites": ("出处", "where it is written"),
    "reason": ("为什么", "why"),
    "mend": ("如何改正", "how to mend"),
    "parameters": ("参数", "parameters"),
    "question": ("未定问题", "open question"),
    "examples": ("例子", "examples"),
}


def _lines(found: dict[str, Any], column: int) -> list[str]:
    colon = ("：", ": ")[column]
    word = {name: texts[column] + colon for name, texts in _WORDS.items()}
    lines = [f"{found['code']} {found['title']}  ({found['pack']}, {found['name']})"]
    lines.append(f"{word['force']}{found['force']} ({found['severity']})")
    if not found["waivable"]:
        lines.append(("不可豁免", "cannot be waived")[column])
    about = {**found, "preview": found["preview"] and _OFF[column]}
    lines.extend(f"{word[name]}{about[name]}" for name in ("starts", "absent", "preview") if about[name])
    for part in found["parts"]:
        lines.append(f"{word['each']}{' × '.join([part['each'], *filter(None, [', '.join(part['about'])])])}")
        lines.extend(f"  {word[name]}{part[name]}" for name in ("when", "require"))
    if found["terms"]:
        lines.append(word["terms"].rstrip())
        lines.extend(f"  {term['label']}{colon}{term['text']}" for term in found["terms"])
    lines.append(word["cites"].rstrip())
    lines.extend(f"  {cite['text']} [{cite['id']}]{colon}{cite['title']}" for cite in found["cites"])
    lines.extend(f"{word[name]}{found[name]}" for name in ("reason", "mend"))
    for parameter in found["parameters"]:
        mark = f"  ({parameter['set_by']})" if "set_by" in parameter else ""
        lines.append(f"{word['parameters']}{parameter['label']} [{parameter['name']}]{mark}")
        for step in parameter.get("values", ()):
            cited = f"  [{step['cites']}]" if "cites" in step else ""
            lines.append(f"  {step['from']}{colon}{step['value']}{cited}")
        if "question" in parameter:
            lines.append(f"  {word['question']}{parameter['question']}")
            lines.extend(
                f"  {'*' if option == parameter['chosen'] else ' '} {option}{colon}{text}"
                for option, text in parameter["options"].items()
            )
    lines.extend(_other_places(found, word["elsewhere"], colon))
    lines.append(word["examples"].rstrip())
    verdicts = {outcome.value: outcome.text.within(("zh", "en")[column]) for outcome in Outcome}
    lines.extend(f"  {example['title']} → {verdicts[example['outcome']]}" for example in found["examples"])
    return lines


#: What a rule that is a preview does, in both languages.
_OFF = ("只有按代码指名时才核对", "it is checked only where it is asked for by its code")


def _other_places(found: dict[str, Any], head: str, colon: str) -> Iterator[str]:
    """Yield a line for each jurisdiction that has another force, and one for each value it has of its own."""
    for place in found["elsewhere"]:
        force = f"{colon}{place['force']} [{', '.join(place['cites'])}]" if place["force"] else ""
        yield f"{head}{place['title']} ({place['pack']}){force}"
        for parameter in place["parameters"]:
            for step in parameter["values"]:
                yield f"  {parameter['name']} {step['from']}{colon}{step['value']}"
