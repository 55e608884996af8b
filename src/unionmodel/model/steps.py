"""A step of a scenario: what staff write in a row, and the words for what may be done. It is no table of a structure."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Final

from unionmodel.model import vocabulary as v
from unionmodel.model.columns import money, one_of, record, some_of, text, year
from unionmodel.model.dictionary import Table


class Verb(v.Vocabulary):
    """What a step does."""

    FOUND = "found", "建立"
    CLOSE = "close", "撤销"
    MERGE = "merge", "合并"
    SPLIT = "split", "拆分"
    MOVE = "move", "迁移"
    ATTACH = "attach", "划归"
    FUND = "fund", "拨款"
    RENUMBER = "renumber", "区划变更"


@record("scenario", "设想", ())
class Step:
    """One step. Unions, employers and places go by their id or code, or by their name where only one bears it."""

    TABLE: ClassVar[Table]
    do: Verb | None = one_of(Verb, "操作", required=True)
    union: str | None = text("对象", "the union, or several unions to merge")
    employer: str | None = text("单位", "the employer; several where a union is founded for them")
    to: str | None = text("去向", "the successor, the place or the union it goes to; the new code of a place")
    place: str | None = text("区域", "where a union is founded; the old code of a place")
    id: str | None = text("工会编号", "of a new union; made up where blank")
    name: str | None = text("名称", "of a new union or a new place")
    kind: v.UnionKind | None = one_of(v.UnionKind, "工会类型", "of a new union")
    superior: str | None = text("上级工会", "blank: the one that place and kind leave")
    industries: tuple[v.Industry, ...] = some_of(v.Industry, "行业")
    groups: tuple[v.Group, ...] = some_of(v.Group, "覆盖群体")
    year: int | None = year("年度")
    amount: Decimal | None = money("金额")
    source: v.FundingSource | None = one_of(v.FundingSource, "来源")
    payer: str | None = text("拨付单位")


STEPS: Final[Table] = Step.TABLE
#: Other words that people write over a column.
ALIASES: Final = {
    "unions": "union", "工会": "union", "employers": "employer", "单位编号": "employer", "用人单位": "employer", "into": "to",
    "successor": "to", "federation": "to", "承接工会": "to", "并入": "to", "新代码": "to", "原代码": "place", "所在区域": "place",
    "类型": "kind", "编号": "id",
}  # fmt: skip
