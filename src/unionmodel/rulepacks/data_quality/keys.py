"""Cells that must be filled, and references that must lead somewhere."""

from __future__ import annotations

from functools import reduce
from typing import Any

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.rulepacks.data_quality.base import HYGIENE
from unionmodel.rulepacks.trade_union_law.hierarchy import WHOLE
from unionmodel.rules.choices import CellsWhere
from unionmodel.rules.expr import Cell, Expr, Literal_
from unionmodel.rules.rule import Example, Force, Part, Rule
from unionmodel.rules.terms import TERMS, Terms
from unionmodel.rules.types import BOOL


def _every(parts: list[Expr]) -> Expr:
    return reduce(lambda one, other: one & other, parts)


def _some(parts: list[Expr]) -> Expr:
    return reduce(lambda one, other: one | other, parts)


def _required(terms: Terms) -> list[Cell]:
    names = {column.name for column in TABLES[repr(terms)].columns if column.required}
    return [cell for cell in terms.cells if cell.name in names]


def _references(terms: Terms) -> list[Cell]:
    return [cell for cell in terms.cells if cell.refers_to]


def _dangles(cell: Cell) -> Expr:
    return cell.known() & ~cell.row.known()


def _key_part(terms: Terms) -> Part:
    cells = _required(terms)
    known = _every([cell.known() for cell in cells])
    shows = {"columns": CellsWhere(tuple((cell, ~cell.known()) for cell in cells))}
    return Part(TABLES[repr(terms)], Literal_(True, BOOL), known, shows)


def _reference_part(terms: Terms) -> Part:
    cells = _references(terms)
    dangling = [_dangles(cell) for cell in cells]
    milder = None
    if repr(terms) == "unions":
        others = [_dangles(cell) for cell in cells if cell.name != "superior"]
        milder = ~WHOLE & ~_some(others)
    given = _some([cell.known() for cell in cells])
    shows = {"columns": CellsWhere(tuple(zip(cells, dangling, strict=True)))}
    return Part(TABLES[repr(terms)], given, ~_some(dangling), shows, milder)


_UNION = {"id": "u1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_SCENE: dict[str, list[dict[str, Any]]] = {
    "unions": [_UNION],
    "funding": [{"union": "u1", "year": 2022, "amount": "20000"}],
}

KEY_PRESENT = Rule(
    "DAT901",
    "key-present",
    Text(zh="必填项", en="required cells"),
    Force.DATA_ERROR,
    (HYGIENE.clause("required"),),
    tuple(_key_part(terms) for terms in TERMS.values()),
    says=Text(zh="{subject} 缺少必填项：{columns}", en="{subject} lacks required cells: {columns}"),
    mend=Text(zh="补填这些单元格", en="fill these cells"),
    reason=Text(zh="缺了这些内容，其他规则就无法判断", en="without them other rules cannot judge"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="都已填写", en="all filled"), "held"),
        Example(Text(zh="没有名称", en="no name"), "broken", {"unions": [{"name": None}]}),
        Example(
            Text(zh="没有类型和区域", en="no kind and no place"), "broken", {"unions": [{"kind": None, "place": None}]}
        ),
        Example(
            Text(zh="经费没有金额", en="funds without an amount"),
            "broken",
            {"funding": [{"amount": None}]},
            subject="u1|2022|",
        ),
    ),
)
REFERENCE_RESOLVES = Rule(
    "DAT902",
    "reference-resolves",
    Text(zh="引用有着落", en="references resolve"),
    Force.DATA_ERROR,
    (HYGIENE.clause("reference"),),
    tuple(_reference_part(terms) for terms in TERMS.values() if _references(terms)),
    says=Text(
        zh="{subject} 引用了不存在的记录：{columns}", en="{subject} refers to records that do not exist: {columns}"
    ),
    mend=Text(zh="改正编号，或补上所指的记录", en="correct the id, or add the record that is meant"),
    reason=Text(zh="引用落空，关系就断了", en="a reference that leads nowhere breaks the structure"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="区域存在", en="the place exists"), "held"),
        Example(Text(zh="区域不存在", en="no such place"), "broken", {"unions": [{"place": "629999"}]}),
        Example(Text(zh="上级工会不存在", en="no such superior"), "broken", {"unions": [{"superior": "u9"}]}),
        Example(Text(zh="没有引用", en="refers to nothing"), "not_applicable", {"unions": [{"place": None}]}),
    ),
)

RULES = (KEY_PRESENT, REFERENCE_RESOLVES)
