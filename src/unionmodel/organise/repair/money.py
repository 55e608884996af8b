"""Money, staff and pairs: the gap to the floor, who pays, posts in proportion, partners near by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from unionmodel.model.edits import change, new_row
from unionmodel.model.vocabulary import FundingSource
from unionmodel.organise.repair.context import Case
from unionmodel.organise.repair.options import Option, listed, said
from unionmodel.organise.upkeep.pairing import pairing
from unionmodel.organise.upkeep.staffing import Post, allocate, staffing

_SUBSIDIES = ("fixed_subsidy", "special_subsidy")


def floor_gap(case: Case) -> Iterator[Option]:
    """GS401: the gap, by a subsidy of the union above, from the budget, or from its own money."""
    gap, year = case.finding.fields.get("gap"), case.finding.fields.get("year")
    if gap is None or year is None:
        return
    amount, above = Decimal(gap), case.approver()
    payer = None if above is None else case.scene.name(above)
    for source in (*_SUBSIDIES, "fiscal", "own"):
        paid = payer if source in _SUBSIDIES else None
        label = FundingSource.of(source)
        by = said(f"（{paid}拨付）", f" (paid by {paid})") if paid else said("", "")
        text = said(f"补足 {amount} 元：{label.zh}{by.zh}", f"{amount} yuan more: {label.en}{by.en}")
        edit = new_row("funding", union=case["id"], year=year, amount=amount, source=source, payer=paid)
        yield Option(text, (edit,), cost=int(amount * 100), approver=above)


def payer(case: Case) -> Iterator[Option]:
    """GS402: the union above pays the subsidy that is recorded without a payer."""
    funding, above = case.scene.structure.columns("funding"), case.approver()
    if above is None:
        return
    for row, union in enumerate(funding["union"]):
        mine = union == case["id"] and funding["year"][row] == case.finding.fields.get("year")
        if mine and funding["source"][row] in _SUBSIDIES and funding["payer"][row] is None:
            name = case.scene.name(above)
            text = said(f"拨付单位填为{name}", f"record that {name} pays it")
            yield Option(text, (change("funding", row, payer=name),), approver=above)


def contribution(case: Case) -> Iterator[Option]:
    """TUL401: the difference is paid."""
    gap, paid = case.finding.fields.get("gap"), case["fee_paid"]
    if gap is None or paid is None:
        return
    amount = Decimal(gap)
    text = said(f"补缴 {amount} 元后，登记已拨缴经费", f"once {amount} yuan are paid, record them")
    edits = (case.set(fee_paid=Decimal(paid) / 100 + amount),)
    yield Option(text, edits, cost=int(amount * 100), approver=case.approver())


def posts(case: Case) -> Iterator[Option]:
    """GS607: the staff of the county anew, in proportion to members; else to workers."""
    scene = case.scene
    every = staffing(scene.structure, scene.packs, hired=0, on=scene.on).posts
    county = next((post.county for post in every if post.union == case["id"]), None)
    mine = [post for post in every if post.county == county and post.now is not None] if county is not None else []
    hired = sum(post.now or 0 for post in mine)
    weights = (
        (said("会员数", "members"), [post.members for post in mine]),
        (said("重点群体人数", "key-group workers"), [post.workers for post in mine]),
    )
    for by, known in weights:
        if None in known or not any(known):
            continue
        shares = allocate(hired, [one or 0 for one in known])
        yield from _posted(case, mine, shares, by.zh, by.en)


def _posted(case: Case, mine: list[Post], shares: list[int], zh: str, en: str) -> Iterator[Option]:
    moved = [(post, share) for post, share in zip(mine, shares, strict=True) if post.now != share]
    if moved:
        names = listed([f"{post.union} {post.now}→{share}" for post, share in moved], most=6)
        text = said(f"按{zh}重新分配：{names.zh}", f"post anew by {en}: {names.en}")
        edits = tuple(change("unions", post.union, hired_staff=share) for post, share in moved)
        yield Option(text, edits, approver=case.approver())


def partner(case: Case) -> Iterator[Option]:
    """GS608: the partner that pairing proposes."""
    scene = case.scene
    for pair in pairing(scene.structure, scene.packs, on=scene.on).pairs:
        if case["id"] in (pair.helper, pair.helped):
            helper, helped = scene.name(pair.helper), scene.name(pair.helped)
            text = said(f"{helper}帮扶{helped}：{pair.reason.zh}", f"{helper} helps {helped}: {pair.reason.en}")
            edit = new_row("pairings", union=pair.helper, partner=pair.helped, year=scene.on.year)
            yield Option(text, (edit,), approver=case.approver())
