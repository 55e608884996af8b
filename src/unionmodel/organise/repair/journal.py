"""The journal of a repair: what was changed and why, and how to undo it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure

FORMAT: Final = "unionmodel-journal/1"


def journal_of(
    before: Structure, after: Structure, edits: Sequence[Edit], mends: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the journal of edits: hashes before and after, reasons, and every edit with its inverse."""
    both = zip(edits, inverses(before, edits), strict=True)
    return {
        "format": FORMAT,
        "before": {"sha256": before.sha256, "records": before.records},
        "after": {"sha256": after.sha256, "records": after.records},
        "mends": [dict(one) for one in mends],
        "steps": [{"edit": edit.to_dict(), "inverse": inverse.to_dict()} for edit, inverse in both],
    }


def inverses(before: Structure, edits: Iterable[Edit]) -> list[Edit]:
    """Return what undoes each of several edits that are made one after the other."""
    found = []
    for edit in edits:
        found.append(edit.inverse(before))
        before = before.with_edits([edit])
    return found


def undone(structure: Structure, journal: object, name: str = "journal") -> Structure:
    """Return the structure as it was before a repair. Raises InputErrors for another structure, or no journal of ours."""
    steps = _steps(journal, name)
    assert isinstance(journal, Mapping)
    wanted = journal["after"]["sha256"]
    if structure.sha256 != wanted:
        problem = Text(zh="这份文件不是修复后的那一份", en="this is not the file that the repair wrote")
        hint = Text(zh="先撤销之后的改动，或用 unionmodel compare 比较", en="undo later changes first, or compare them")
        raise InputErrors([InputError(f"{name}.after.sha256", structure.sha256[:12], problem, hint)])
    before = structure.with_edits(steps)
    if before.sha256 != journal["before"]["sha256"]:
        problem = Text(zh="撤销后的内容与修复前不符", en="what comes out is not what it was before the repair")
        raise InputErrors([InputError(f"{name}.before.sha256", before.sha256[:12], problem, Text(zh="", en=""))])
    return before


def _steps(journal: object, name: str) -> list[Edit]:
    """Return the edits that undo, the last change first."""
    try:
        if not isinstance(journal, Mapping) or journal["format"] != FORMAT:
            raise KeyError("format")
        for part in ("before", "after"):
            if not isinstance(journal[part]["sha256"], str):
                raise KeyError(part)
        found = [_edit(step["inverse"]) for step in journal["steps"]]
    except (KeyError, TypeError) as error:
        problem = Text(zh=f"不是 {FORMAT} 格式的日志", en=f"is no journal in the format {FORMAT}")
        hint = Text(
            zh="用 unionmodel repair --journal 写出的文件", en="give a file that unionmodel repair --journal wrote"
        )
        raise InputErrors([InputError(name, str(error), problem, hint)]) from None
    return found[::-1]


def _edit(plain: Mapping[str, Any]) -> Edit:
    return Edit(plain["how"], plain["table"], plain["row"], dict(plain["values"]))
