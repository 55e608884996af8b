"""Repairs as text that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from unionmodel.grouping import grouped
from unionmodel.language import Language, Text
from unionmodel.organise.repair.answer import Mend, Remedy, Repairs


def repairs(found: Repairs, language: Language) -> Iterator[Text]:
    """Yield the safe mends, the choices, then why there is none, the same reasons together."""
    counts = found.counts
    yield Text(
        zh=f"{len(found)} 项：{counts['mend']} 项可以放心修改，{counts['choices']} 项要由人选择，{counts['none']} 项没有改法。"
        "这里只是建议，没有改动任何内容。",
        en=f"{len(found)} findings: {counts['mend']} with a safe mend, {counts['choices']} that need somebody's choice, "
        f"{counts['none']} without a mend. These are proposals; nothing was changed.",
    )
    for kind, head in _HEADS.items():
        some = [one for one in found if one.kind == kind]
        if some:
            yield head
            yield from _without(some) if kind == "none" else chain.from_iterable(map(_remedy, some))


_HEADS = {
    "mend": Text(zh="\n可以放心修改（由已有内容推出）：", en="\nSafe (it follows from what is recorded):"),
    "choices": Text(
        zh="\n要由人决定或先办理（--choose 规则|对象=编号）：",
        en="\nSomebody must decide, or do something first (--choose CODE|SUBJECT=NUMBER):",
    ),
    "none": Text(zh="\n没有改法：", en="\nWithout a mend:"),
}


def _remedy(one: Remedy) -> Iterator[Text]:
    message = one.finding.message
    yield Text(zh=f"  {one.name}  {message.zh}", en=f"  {one.name}  {message.en}")
    for number, mend in enumerate(one.mends, start=1):
        said = in_words(mend)
        mark = "→" if mend.safe else f"{number}."
        yield Text(zh=f"    {mark} {said.zh}", en=f"    {mark} {said.en}")


def in_words(mend: Mend) -> Text:
    """Return a mend in a sentence: what and why, the cost, who approves."""
    zh, en = mend.reason.zh, mend.reason.en
    if mend.cost:
        zh, en = f"{zh}；费用 {mend.cost:.2f} 元", f"{en}; costs {mend.cost:.2f} yuan"
    return Text(zh=f"{zh}；批准：{mend.approver_name.zh}", en=f"{en}; approved by {mend.approver_name.en}")


def _without(several: Sequence[Remedy]) -> Iterator[Text]:
    reasons = grouped(((one.why.zh, one.why.en), one.name) for one in several if one.why is not None)
    for (zh, en), names in reasons.items():
        yield Text(zh=f"  {zh}：{'、'.join(names)}", en=f"  {en}: {', '.join(names)}")
