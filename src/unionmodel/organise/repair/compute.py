"""The repair of a structure: every finding asked for its ways, every way tried out, what holds put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.organise.repair.answer import Mend, Remedy, Repairs
from unionmodel.organise.repair.by_rule import mends_of, way_named
from unionmodel.organise.repair.context import Case, Scene
from unionmodel.organise.repair.options import Option, listed, said
from unionmodel.organise.repair.proof import OPEN, Proof, carry_out
from unionmodel.rules.mending import Mends
from unionmodel.rules.pack import Pack

_NO_UNION = said("上级工会（方案中没有写明）", "the union above (none in the file)")


def repair(
    structure: Structure,
    packs: Sequence[Pack],
    *,
    on: date,
    report: Report | None = None,
    select: Iterable[str] | None = None,
    proposed: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Repairs:
    """Return what can be done about every finding; see `unionmodel.repair`."""
    chosen = (select,) if isinstance(select, str) else tuple(select or ())
    previews = {rule.code for pack in packs for rule in pack.rules if rule.preview}
    asked = previews & ({finding.code for finding in report.findings} if report else set(chosen))
    proof = Proof(structure, packs, on, proposed, sorted(asked))
    findings = (report or proof.before).findings
    if report is not None and report.sha256 != structure.sha256:
        problem = Text(zh="报告不是这个结构的", en="the report is of another structure")
        hint = Text(zh="重新核对，或不给报告", en="check again, or leave the report out")
        raise InputErrors([InputError("report.sha256", report.sha256[:12], problem, hint)])
    mine = [f for f in findings if f.outcome in OPEN and (not chosen or f.code.startswith(chosen))]
    scene, by_code = Scene(structure, packs, on, proposed), mends_of(packs)
    tell, remedies = progress or (lambda done, total: None), []
    for number, finding in enumerate(mine):
        tell(number, len(mine))
        remedies.append(_remedy(scene, proof, finding, by_code.get(finding.code)))
    tell(len(mine), len(mine))
    return Repairs(structure, remedies, partial(carry_out, proof))


def _remedy(scene: Scene, proof: Proof, finding: Finding, mends: Mends | None) -> Remedy:
    if finding.outcome is Outcome.FAILED:
        return Remedy(finding, why=said("规则运行出错，请报告给我们", "the rule failed to run: please report it"))
    if finding.outcome is Outcome.CANNOT_TELL and not (mends and mends.unknown_too):
        return Remedy(finding, why=_missing(finding))
    if mends is None:
        return Remedy(finding, why=said("这条规则没有附带改法", "this rule comes without a mend"))
    case, propose = Case(scene, finding), way_named(mends)
    options = [] if propose is None or not (case.rows or finding.table == "structure") else list(propose(case))
    options = [one for one in options if one.edits and proof.mends(one.edits, finding)]
    sound = [one for one in options if not proof.breaks(one.edits)]
    sure = next((one for one in sound if one.sure), None)
    if sure is not None:
        return Remedy(finding, mend=_mend(scene, sure, safe=True))
    if sound:
        return Remedy(finding, choices=tuple(_mend(scene, one) for one in sound))
    if options:
        return Remedy(finding, why=_breaking([pair for one in options for pair in proof.breaks(one.edits)]))
    return Remedy(finding, why=_missing(finding) if finding.outcome is Outcome.CANNOT_TELL else mends.otherwise)


def _breaking(pairs: Sequence[tuple[str, str]]) -> Text:
    names = listed([f"{code}|{subject}" for code, subject in dict.fromkeys(pairs)])
    return said(f"能做的修改都会另外违反 {names.zh}", f"every mend that is known would newly break {names.en}")


def _missing(finding: Finding) -> Text:
    names = [finding.labels.names.get(name, Text(zh=name, en=name)) for name in finding.missing]
    zh, en = "、".join(one.zh for one in names), ", ".join(one.en for one in names)
    return said(f"缺少事实，先补填：{zh}", f"a fact is missing, fill it in first: {en}")


def _mend(scene: Scene, one: Option, safe: bool = False) -> Mend:
    name = _NO_UNION
    if one.approver is not None:
        added = (e.values["name"] for e in one.edits if e.how == "add" and e.values.get("id") == one.approver)
        called = next(added, None) or scene.name(one.approver)
        name = said(called, called)
    return Mend(one.edits, one.text, Decimal(one.cost) / 100, one.approver, name, safe)
