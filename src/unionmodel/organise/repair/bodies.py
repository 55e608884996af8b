"""Bodies, terms, chairs and seats: what a proposal may simply say, and what in a union that is there must be elected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import UnionKind
from unionmodel.organise.repair.context import Case
from unionmodel.organise.repair.options import Option, Propose, said
from unionmodel.rules.shared import ENDINGS


def cell(column: str, *values: Any) -> Propose:
    """Return what proposes each of `values` for a column of the union: one alone, in a union still to be founded, is sure."""

    def propose(case: Case) -> Iterator[Option]:
        for value in values:
            yield recorded(case, column, value, alone=len(values) == 1)

    return propose


def recorded(case: Case, column: str, value: Any, alone: bool = False) -> Option:
    """Return the option that records a value of a column: in a union that is there, once it is so."""
    planned = case["status"] in ("proposed", "preparing")
    found = TABLES["unions"].column(column)
    zh, en = _words(column, value)
    if planned:
        text = said(f"方案中把{found.zh}写为{zh}", f"let the proposal say {found.en}: {en}")
    else:
        text = said(f"依规定产生或确定后，把{found.zh}登记为{zh}", f"once it is so, record {found.en}: {en}")
    return case.offer(text, sure=planned and alone, **{column: value})


def _words(column: str, value: Any) -> tuple[str, str]:
    vocabulary = TABLES["unions"].column(column).vocabulary
    if vocabulary is not None:
        return vocabulary.of(value).zh, vocabulary.of(value).en
    return ("是", "yes") if value is True else (str(value), str(value))


def audit_body(case: Case) -> Iterator[Option]:
    """TUL604: a committee; with surely fewer members than a committee asks for, one member will do."""
    members, enough = case["members"], case.finding.fields.get("from")
    few = members is not None and enough is not None and members < enough
    for value in ("member", "committee") if few else ("committee",):
        yield recorded(case, "audit_body", value, alone=not few)


def seats(case: Case) -> Iterator[Option]:
    """ACF601: the nearest number within the band."""
    least, most = case.finding.fields.get("least"), case.finding.fields.get("most")
    now = case["committee_seats"]
    if least is None or most is None or now is None:
        return
    yield recorded(case, "committee_seats", least if now < least else most)


def new_officer(case: Case) -> Iterator[Option]:
    """TUL605, ACF201: the office ends; who follows is elected."""
    text = said("改选他人，本职务自核对日起终止", "elect somebody else; this office ends on the day of the check")
    yield case.offer(text, until=case.scene.on)


def dispatched(case: Case) -> Iterator[Option]:
    """CTU104: no term."""
    yield case.offer(said("删去本届起始日期", "remove the day on which a term began"), term_started_on=None)


def not_approved_yet(case: Case) -> Iterator[Option]:
    """TUL206: it is still preparing."""
    yield case.offer(
        said("尚未批准：状态改为筹备", "it is not approved yet: its status is preparing"), status="preparing"
    )


def kinds_borne(name: str | None) -> tuple[str, ...]:
    """Return the kinds that bear a name with this ending, the usual one first.

    >>> kinds_borne("城关区快递行业工会联合会")[0], kinds_borne(None)
    ('industry_federation', ())
    """
    return next((kinds for ending, kinds in ENDINGS if re.fullmatch(f".*{ending}", name or "")), ())


def name_or_kind(case: Case) -> Iterator[Option]:
    """ACF603: a kind that bears the name."""
    for kind in kinds_borne(case["name"]):
        yield of_kind(case, kind)


def of_kind(case: Case, kind: str) -> Option:
    """Return the option that makes it a union of another kind."""
    found = UnionKind.of(kind)
    return case.offer(said(f"类型改为{found.zh}", f"its kind is {found.en}"), kind=kind)
