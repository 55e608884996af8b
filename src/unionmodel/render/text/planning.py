"""A plan as text that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.language import Language, Text, listed
from unionmodel.model.amounts import yuan
from unionmodel.model.vocabulary import Group, UnionKind
from unionmodel.organise.planning.answer import FoundingPlan
from unionmodel.organise.planning.carrying_out import Organisation

_STATUS = {
    "optimal": Text(zh="已证明是最优方案", en="proven to be the best"),
    "feasible": Text(zh="可行，但没有证明是最优", en="feasible, not proven to be the best"),
    "impossible": Text(zh="无法做到", en="impossible"),
    "not found": Text(zh="没有在时限内找到方案", en="no plan found in time"),
}
_AIMS = {
    "cost": Text(zh="用最少的钱覆盖每一名劳动者", en="cover every worker for the least money"),
    "cover": Text(zh="在预算内覆盖最多的劳动者", en="cover most workers within the budget"),
    "count": Text(zh="用最少的组织使目标能够达到", en="make the target reachable with the fewest organisations"),
}


def plan(found: FoundingPlan, language: Language) -> Iterator[Text]:
    """Yield the aim, what is founded, why nothing is better, and what no plan can help."""
    yield aim(found)
    if found.status in ("impossible", "not found"):
        yield from clashes(found)
        return
    yield from summary(found)
    for number, one in enumerate(found.organisations, start=1):
        yield from _organisation(number, one)
    yield from proof(found)
    if found.listed:
        names = listed(found.listed)
        yield Text(
            zh=f"方案中没有当地的总工会，先登记：{names.zh}",
            en=f"No general federation is listed there; list first: {names.en}",
        )
    for left in found.left_out:
        workers = "?" if left.workers is None else left.workers
        yield Text(
            zh=f"  ? 无法安排：{left.subject}（{workers} 人），{left.reason.zh}",
            en=f"  ? left out: {left.subject} ({workers} workers), {left.reason.en}",
        )


def _terms(plan: FoundingPlan) -> Text:
    terms = []
    if plan.target is not None:
        terms.append(Text(zh=f"每个单元 {plan.target}%", en=f"{plan.target} % in every unit"))
    if plan.budget is not None:
        terms.append(Text(zh=f"预算 {yuan(plan.budget)} 元", en=f"budget {yuan(plan.budget)} yuan"))
    said = listed(terms, "，")
    return Text(zh=f"（{said.zh}）", en=f" ({said.en})") if terms else said


def aim(plan: FoundingPlan) -> Text:
    """Return what the plan is for, and how surely it is the best."""
    what, status = _AIMS[plan.aim], _STATUS[plan.status]
    return Text(
        zh=f"目标：{what.zh}{_terms(plan).zh}。{status.zh}。", en=f"Aim: {what.en}{_terms(plan).en}; {status.en}."
    )


def clashes(plan: FoundingPlan) -> Iterator[Text]:
    """Return the demands that cannot be met together."""
    for clash in plan.clashes:
        yield Text(zh=f"  × {clash.name.zh}：{clash.reason.zh}", en=f"  × {clash.name.en}: {clash.reason.en}")


def summary(plan: FoundingPlan) -> Iterator[Text]:
    """Return what is founded, what it costs, and whom it reaches."""
    reached = plan.reached
    yield Text(
        zh=f"建立 {len(plan.organisations)} 个组织，每年工作经费 {yuan(plan.cost)} 元；有工会覆盖的劳动者由 {reached.before} 人增加到 {reached.after} 人（共 {reached.workers} 人）。",
        en=f"{len(plan.organisations)} organisations to found, {yuan(plan.cost)} yuan a year; workers with a union: {reached.before} before, {reached.after} after, of {reached.workers}.",
    )


def _organisation(number: int, one: Organisation) -> Iterator[Text]:
    kind, groups = UnionKind.of(one.kind), listed(Group.of(group).text for group in one.groups)
    whom = Text(zh=f"，面向{groups.zh}" if one.groups else "", en=f" for {groups.en}" if one.groups else "")
    yield Text(
        zh=f"  {number}. {one.name}（{kind.zh}，{one.place}{whom.zh}）：{one.workers} 人，{yuan(one.cost)} 元",
        en=f"  {number}. {one.name} ({kind.en}, {one.place}{whom.en}): {one.workers} workers, {yuan(one.cost)} yuan",
    )
    yield Text(
        zh=f"     报{one.approver.zh}批准  [{', '.join(one.cites)}]",
        en=f"     approved by {one.approver.en}  [{', '.join(one.cites)}]",
    )


def proof(plan: FoundingPlan) -> Iterator[Text]:
    """Return why nothing is better, and what would be next."""
    unit = Text(zh="元", en="yuan") if plan.aim == "cost" else Text(zh="个", en="organisations")
    if plan.aim == "cover":
        unit = Text(zh="人没有工会", en="workers left without a union")
    value, bound = (yuan(one) if plan.aim == "cost" else str(one) for one in (plan.value or 0, plan.bound))
    gap = float(plan.gap or 0) * 100
    yield Text(
        zh=f"证明：本方案 {value} {unit.zh}，任何方案都不会少于 {bound}；差距 {gap:.2f}%（{plan.solver}）。",
        en=f"Proof: this plan has {value} {unit.en}, no plan has fewer than {bound}; gap {gap:.2f} % ({plan.solver}).",
    )
    if plan.runner_up is not None:
        other = plan.runner_up
        yield Text(
            zh=f"次优：改建 {'、'.join(other.founds) or '无'}，不建 {'、'.join(other.instead_of) or '无'}，共 {yuan(other.cost)} 元，新覆盖 {other.workers} 人。",
            en=f"Runner-up: {', '.join(other.founds) or 'nothing'} instead of {', '.join(other.instead_of) or 'nothing'}, {yuan(other.cost)} yuan, {other.workers} workers newly covered.",
        )
    if plan.marginal is not None:
        yield Text(zh=f"边际：{plan.marginal.zh}。", en=f"At the margin: {plan.marginal.en}.")
