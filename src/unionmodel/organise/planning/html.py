"""A plan in a notebook: the aim and how surely it is met, the organisations to found, and the proof."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.markup import MOST_ROWS, box, more, note, rows
from unionmodel.model.vocabulary import UnionKind
from unionmodel.organise.planning.answer import FoundingPlan, yuan
from unionmodel.organise.planning.text import aim, clashes, proof, summary


def html(plan: FoundingPlan) -> str:
    """Return the plan as HTML."""
    if plan.status in ("impossible", "not found"):
        return box(aim(plan), *(note(line) for line in clashes(plan)))
    head = [
        Text(zh="拟建组织", en="to found"), Text(zh="类型", en="kind"), Text(zh="区域", en="place"),
        Text(zh="新增覆盖", en="workers reached"), Text(zh="每年经费（元）", en="yuan a year"),
    ]  # fmt: skip
    body = []
    for one in plan.organisations[:MOST_ROWS]:
        kind = UnionKind.of(one.kind)
        label = Text(zh=kind.zh, en=kind.en).within(None)
        body.append([one.name, label, one.place_name, str(one.workers), yuan(one.cost)])
    table = rows([*head], body, right={3, 4}) if body else ""
    left = more(len(body), len(plan.organisations), None)
    return box(aim(plan), *(note(line) for line in summary(plan)), table, left, *(note(line) for line in proof(plan)))
