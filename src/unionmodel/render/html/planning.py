"""A plan in a notebook: the aim and how surely it is met, the organisations to found, and the proof."""

from __future__ import annotations

from unionmodel.language import Language, Text
from unionmodel.markup import MOST_ROWS, box, more, note, rows
from unionmodel.model.amounts import yuan
from unionmodel.model.vocabulary import UnionKind
from unionmodel.organise.planning.answer import FoundingPlan
from unionmodel.render.text.planning import aim, clashes, proof, summary


def plan(found: FoundingPlan, language: Language) -> str:
    """Return the plan as HTML."""
    if found.status in ("impossible", "not found"):
        return box(aim(found).within(language), *(note(line.within(language)) for line in clashes(found)))
    head = [
        Text(zh="拟建组织", en="to found"), Text(zh="类型", en="kind"), Text(zh="区域", en="place"),
        Text(zh="新增覆盖", en="workers reached"), Text(zh="每年经费（元）", en="yuan a year"),
    ]  # fmt: skip
    body = []
    for one in found.organisations[:MOST_ROWS]:
        kind = UnionKind.of(one.kind).text.within(language)
        body.append([one.name, kind, one.place_name, str(one.workers), yuan(one.cost)])
    table = rows([text.within(language) for text in head], body, right={3, 4}) if body else ""
    left = more(len(body), len(found.organisations), language)
    above, below = ([note(line.within(language)) for line in lines] for lines in (summary(found), proof(found)))
    return box(aim(found).within(language), *above, table, left, *below)
