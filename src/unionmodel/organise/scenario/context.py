"""The structure as it stands before a step, and how a step finds in it what it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from unionmodel.errors import InputError, nearest
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.vocabulary import UnionKind
from unionmodel.organise.repair.context import Scene
from unionmodel.organise.scenario.answer import Taken
from unionmodel.rules.shared import BASIC_LEVEL_KINDS

FEDERATIONS: Final = ("industry_federation", "regional_federation")
_BETWEEN: Final = re.compile("[、;；,，]")
_NOTHING: Final = Text(zh="", en="")
_WHAT: Final = {
    "unions": Text(zh="工会", en="union"),
    "employers": Text(zh="用人单位", en="employer"),
    "places": Text(zh="区域", en="place"),
}


class Refused(Exception):
    """Why a step cannot be taken: which cell, its value, what is wrong, how to mend it."""

    def __init__(self, cell: str, value: object, problem: Text, hint: Text = _NOTHING) -> None:
        super().__init__(cell)
        self.cell, self.value, self.problem, self.hint = cell, value, problem, hint

    def error(self, path: str) -> InputError:
        """Return it as an error that stands at `path`."""
        return InputError(path, self.value, self.problem, self.hint)


class Moment(Scene):
    """A structure on a day, between two steps."""

    def after(self, edits: Iterable[Edit]) -> Moment:
        """Return the moment after some edits."""
        return Moment(self.structure.with_edits(edits), self.packs, self.on, self.proposed)

    # -- what is named -----------------------------------------------------------------------------------------------

    def named(self, table: str, text: str, cell: str) -> str:
        """Return the id of the row that a text names: by id, or by a name that only one bears. Raises Refused."""
        ids, names = self._names(table)
        if text in ids:
            return text
        found = [one for one, name in zip(ids, names, strict=True) if name == text]
        if len(found) == 1:
            return found[0]
        what = _WHAT[table]
        if found:
            several = found[:8]
            raise Refused(
                cell, text, Text(zh=f"有 {len(found)} 个{what.zh}叫这个名称", en=f"is the name of {len(found)} {what.en}s"),
                Text(zh=f"写编号：{'、'.join(several)}", en=f"write the id: {', '.join(several)}"),
            )  # fmt: skip
        guess = nearest(text, ids) or nearest(text, [name for name in names if name])
        hint = Text(zh=f"是不是想写 {guess}？", en=f"did you mean {guess}?") if guess else _NOTHING
        raise Refused(cell, text, Text(zh=f"没有这个{what.zh}", en=f"is not a known {what.en}"), hint)

    def several(self, table: str, text: str, cell: str) -> list[str]:
        """Return the ids of all rows that a text names, between commas or the like. Raises Refused."""
        ids, names = self._names(table)
        if text in ids or text in names:
            return [self.named(table, text, cell)]
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        return list(dict.fromkeys(self.named(table, part, cell) for part in parts))

    def standing_union(self, text: str, cell: str) -> str:
        """Return the id of a union that stands. Raises Refused."""
        union = self.named("unions", text, cell)
        if not self.stands(union):
            raise Refused(
                cell, text, Text(zh="是已经撤销或尚未成立的工会", en="is a union that does not stand on the day")
            )
        return union

    def _names(self, table: str) -> tuple[list[str], list[str | None]]:
        if table == "places":
            return self.structure.geography.codes, self.structure.geography.name
        columns = self.structure.columns(table)
        return columns["id"], columns["name"]

    # -- cells -------------------------------------------------------------------------------------------------------

    def of(self, union: str, column: str) -> Any:
        """Return a cell of a union."""
        return self.cell("unions", union, column)

    def basic(self, union: str) -> bool:
        """Return whether a union is of the basic level: formed in employers."""
        return self.of(union, "kind") in BASIC_LEVEL_KINDS

    def firm(self, employer: str) -> str:
        """Return what an employer is called."""
        return self.cell("employers", employer, "name") or employer

    def where(self, code: str | None) -> str:
        """Return what a place is called."""
        geography = self.structure.geography
        row = geography.row.get(code or "")
        return (geography.name[row] if row is not None else None) or str(code)

    def free_id(self, stem: str) -> str:
        """Return an id that no union has yet."""
        taken, number, found = self.structure.index("unions"), 1, stem
        while found in taken:
            number += 1
            found = f"{stem}-{number}"
        return found

    def superior_for(self, place: str, kind: str) -> str | None:
        """Return the union that leads a new one of a kind at a place; None where the file has none. Raises Refused."""
        leaders = self.leaders_at(self.structure.geography.row[place], kind)
        if len(leaders) > 1:
            names = "、".join(leaders[:8])
            problem = Text(zh="上级工会不止一个可选", en="has more than one union that might lead it")
            raise Refused(
                "superior", None, problem, Text(zh=f"写明上级工会：{names}", en=f"write the superior: {names}")
            )
        return leaders[0] if leaders else None

    def taken(self, verb: str, text: Text, edits: Sequence[Any], approver: str | None) -> Taken:
        """Return a step that `approver` has to approve."""
        if approver is None:
            approval = Text(zh="上级工会不在文件中", en="the union above that approves is not in the file")
        else:
            approval = Text(zh=f"报{self.name(approver)}批准", en=f"{self.name(approver)} has to approve")
        return Taken(verb, text, tuple(edits), approver, approval)


def kind_in_words(kind: str) -> Text:
    """Return the label of a kind of union."""
    found = UnionKind.of(kind)
    return Text(zh=found.zh, en=found.en)
