"""A campaign's answer as text for a terminal: tables whose columns stand under each other in Chinese, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from unionmodel.language import Language, Text, listed
from unionmodel.model.amounts import percent
from unionmodel.model.vocabulary import Group
from unionmodel.organise.campaign.answer import CampaignAnswer, Progress
from unionmodel.organise.campaign.due import DueItem, DueState
from unionmodel.organise.campaign.intervals import Verdict
from unionmodel.render.text.table import table
from unionmodel.rules.campaign import Target

_NONE = "-"
#: Most head counts named; the JSON has all of them.
_SOME = 8
_TOGETHER = Text(zh="合计", en="together")
_SCOPES = {
    "each_group": Text(zh="每个群体分别达到", en="by each group"),
    "pooled": Text(zh="各群体合计达到", en="by the groups together"),
    "both": Text(zh="分别达到，合计也达到", en="by each group, and by all together"),
}
_CONFIDENCE = {
    "primary": Text(zh="原文", en="the text itself"),
    "secondary": Text(zh="二手资料", en="a secondary text"),
    "memory": Text(zh="凭记忆", en="memory"),
    "own": Text(zh="自行设定", en="set by ourselves"),
}


def campaign(answer: CampaignAnswer, language: Language) -> Iterator[str]:
    """Yield where a campaign stands: the day, every target as a table, what is not counted, what is due."""
    yield head(answer)
    yield from _source(answer)
    for target in answer.campaign.measured:
        yield ""
        yield target_text(target)
        if target.note is not None:
            yield Text(zh=f"  说明：{target.note.zh}", en=f"  note: {target.note.en}")
        for line in table(progress_cells(answer, target), language, right=(2, 3, 4, 6, 7)):
            yield f"  {line}"
    yield ""
    yield from notes(answer)
    yield ""
    yield _due_head(answer)


def due(answer: CampaignAnswer, language: Language) -> Iterator[str]:
    """Yield what is due and not done, by date."""
    yield _due_head(answer)
    waiting = [_due_cells(item) for item in answer.due if item.state is not DueState.DONE]
    if waiting:
        columns = [
            Text(zh="期限", en="due"), Text(zh="状态", en="state"), Text(zh="事项", en="what"), Text(zh="谁", en="who"),
        ]  # fmt: skip
        yield ""
        yield from table([columns, *waiting], language)


def head(answer: CampaignAnswer) -> Text:
    """Return where the campaign stands on the day, in a sentence."""
    title, stage = answer.campaign.title, answer.stage.text
    phases = listed(
        Text(zh=f"{one.label.zh}（{one.start} 至 {one.end}）", en=f"{one.label.en} ({one.start} to {one.end})")
        for one in answer.phases
    )
    more = Text(zh=f"；所处阶段：{phases.zh}", en=f"; phases: {phases.en}") if answer.phases else Text(zh="", en="")
    return Text(zh=f"{title.zh}，{answer.on}：{stage.zh}{more.zh}", en=f"{title.en}, {answer.on}: {stage.en}{more.en}")


def _source(answer: CampaignAnswer) -> Iterator[Text]:
    source, confidence = answer.campaign.source, _CONFIDENCE[answer.campaign.confidence]
    if source is not None:
        yield Text(zh=f"依据：{source.zh}（{confidence.zh}）", en=f"source: {source.en} (known from {confidence.en})")
    for target in answer.campaign.unmeasured:
        number = target.count if target.share is None else f"{target.share} %"
        label = target.label or Text(zh=target.name, en=target.name)
        yield Text(
            zh=f"没有可计的数：{label.zh}，到 {target.due_on} 达到 {number}",
            en=f"told, not measured: {label.en}, {number} by {target.due_on}",
        )
    for left in answer.campaign.left_out:
        yield Text(zh=f"未纳入：{left.zh}", en=f"left out: {left.en}")


def target_text(target: Target) -> Text:
    """Return what a target asks for, by when."""
    label = target.label or Text(zh=target.name, en=target.name)
    scope = _SCOPES[target.scope]
    day, count = target.due_on, target.count
    asked = {
        "rate": Text(zh=f"到 {day} 达到 {target.share} %", en=f"{target.share} % by {day}"),
        "stock": Text(zh=f"到 {day} 有会员 {count} 人", en=f"{count} members by {day}"),
        "increment": Text(
            zh=f"{target.since} 之后到 {day} 增加会员 {count} 人",
            en=f"{count} more members after {target.since} and by {day}",
        ),
    }[target.kind]
    return Text(zh=f"目标：{label.zh}，{asked.zh}，{scope.zh}", en=f"target: {label.en}, {asked.en}, {scope.en}")


def progress_cells(answer: CampaignAnswer, target: Target, *, repeat: bool = False) -> list[list[str]]:
    """Return the progress towards a target as cells, the head first; an area is named on its first row, or on each."""
    third = {
        "rate": Text(zh="入会率", en="rate"), "increment": Text(zh="增加", en="more"), "stock": Text(zh="目标", en="goal")
    }  # fmt: skip
    rows: list[list[str]] = [
        [
            Text(zh="区域", en="area"), Text(zh="群体", en="group"), Text(zh="人数", en="workers"),
            Text(zh="会员", en="members"), third[target.kind], Text(zh="结论", en="verdict"),
            Text(zh="还需会员", en="still needed"), Text(zh="每月至少", en="a month"),
            Text(zh="按现有速度到期", en="at this pace by then"),
        ]
    ]  # fmt: skip
    area = ""
    for row in answer.progress:
        if row.target == target.name:
            rows.append([*_cells(row, target, repeated=not repeat and row.area.code == area)])
            area = row.area.code
    return rows


def _cells(row: Progress, target: Target, *, repeated: bool) -> Iterator[str]:
    yield "" if repeated else row.area.name
    yield _TOGETHER if row.group is None else Group.of(row.group).text
    yield row.workers.text
    yield row.members.text
    if target.kind == "rate":
        yield _rate(row)
    elif target.kind == "increment":
        yield row.counted.text
    else:
        yield _NONE if row.goal is None else str(row.goal)
    if row.verdict is None:
        yield _NONE
    else:
        said = row.verdict.text
        # What the scope of the target does not ask for is shown, in brackets.
        yield said if row.decides else Text(zh=f"（{said.zh}）", en=f"({said.en})")
    for count in (row.needed, row.pace):
        yield _NONE if count is None or row.verdict is Verdict.NO_WORKERS else count.text
    yield _projection(row)


def _rate(row: Progress) -> str:
    if row.rate is None:
        return _NONE
    low, high = (percent(share) for share in row.rate)
    return f"{low} %" if row.rate[0] == row.rate[1] else f"{low}-{high} %"


def _projection(row: Progress) -> str:
    found = row.projection
    if found is None:
        return _NONE
    verdict = Text(zh="", en="")
    if found.verdict is not None:
        verdict = Text(zh=f"；{found.verdict.text.zh}", en=f"; {found.verdict.text.en}")
    return Text(
        zh=f"{found.matched}/{found.head_counts} 行到期 {found.matched_at_due} 人{verdict.zh}",
        en=f"{found.matched}/{found.head_counts} rows: {found.matched_at_due}{verdict.en}",
    )


def notes(answer: CampaignAnswer) -> Iterator[Text]:
    """Yield how the numbers are to be read, and what is in none of them."""
    yield Text(
        zh="会员不明的行按 0 到人数计，人数不明的行按不少于会员数计；每月至少：还需会员按剩余月数平均，不足一月按一月，向上取整。",
        en="A row with unknown members counts from 0 to its workers, one with unknown workers from its members up. A month: what is still needed over the months left, a month begun counting in full, rounded up.",
    )
    yield Text(
        zh="按现有速度：有两个时点的行从首次到最近一次按直线推算，不超过人数；其余各行到期时可为 0 到其人数，结论把它们算在内。",
        en="At this pace: rows counted on two days go on along the straight line from the first to the latest, up to their workers; every other row may have from 0 to its workers by then, and the verdict takes that in.",
    )
    if any(row.verdict is not None and not row.decides for row in answer.progress):
        yield Text(
            zh="括号中的结论供参考：目标的口径不要求这一行。",
            en="A verdict in brackets is for information: the scope of the target does not ask for that row.",
        )
    missing = sorted({name for row in answer.progress if row.decides for name in row.missing})
    if missing:
        some, more = missing[:_SOME], len(missing) - _SOME
        zh, en = (f" 等 {len(missing)} 行", f" and {more} more") if more > 0 else ("", "")
        yield Text(
            zh=f"无法判断，是因为这些人数不全：{'、'.join(some)}{zh}",
            en=f"what cannot be told hangs on these head counts: {', '.join(some)}{en}",
        )
    if answer.without_counts:
        names = [area.name for area in answer.without_counts]
        yield Text(
            zh=f"没有人数的报告单位 {len(names)} 个，不在以上数字中：{'、'.join(names)}",
            en=f"reporting units without head counts, not in these numbers ({len(names)}): {', '.join(names)}",
        )
    if answer.uncounted:
        yield Text(
            zh=f"没有摸底人数的用人单位 {answer.uncounted} 个，不在以上数字中",
            en=f"employers without a surveyed head count, not in these numbers: {answer.uncounted}",
        )
    if answer.unplaced:
        yield Text(
            zh=f"区域或群体不明的人数 {answer.unplaced} 行，不在以上数字中",
            en=f"head counts of unknown place or group, not in these numbers: {answer.unplaced}",
        )


def _due_head(answer: CampaignAnswer) -> Text:
    if not answer.due:
        return Text(
            zh=f"到 {answer.until} 为止，没有到期事项", en=f"nothing is due in this campaign until {answer.until}"
        )
    states = Counter(item.state for item in answer.due)
    counts = ((state.text, states[state]) for state in DueState if states[state])
    said = listed((Text(zh=f"{text.zh} {count}", en=f"{count} {text.en}") for text, count in counts), "，")
    return Text(
        zh=f"到 {answer.until} 为止的事项共 {len(answer.due)} 项：{said.zh}",
        en=f"due until {answer.until}, {len(answer.due)} in all: {said.en}",
    )


def _due_cells(item: DueItem) -> Iterator[str]:
    yield str(item.due_on)
    yield item.state_text
    yield item.label
    if item.union is None:
        yield Text(zh=f"{item.name}（结构中没有其总工会）", en=f"{item.name} (no federation in the structure)")
    else:
        yield f"{item.name} ({item.union})"
