"""The hierarchy as boxes and links: who leads whom, who covers which employer, and where something was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import UnionKind

Relation = Literal["leads", "covers", "affiliated", "second"]
#: What was found, the worst first.
MARKS = ("error", "warning", "info", "unknown")
_LEADING = ("general_federation", "industrial_union", "work_committee", "township_union", "community_union")
#: As what a kind is drawn; every other one is a basic-level union.
_ROLES = {
    "employer": "employer",
    **dict.fromkeys(_LEADING, "leading"),
    **dict.fromkeys(("industry_federation", "regional_federation"), "federation"),
}
#: How far below the province what a county federation leads is.
_COUNTY = 3
Key = tuple[str, str]


@attrs.frozen
class Node:
    """One union or employer of the hierarchy: what it hangs on, where it lies, and what was found about it."""

    key: Key
    name: str
    kind: str
    role: str
    place: str | None
    proposed: bool
    parent: Key | None
    depth: int
    found: tuple[Finding, ...]

    @property
    def marks(self) -> Counter[str]:
        """How many findings of each weight."""
        return Counter(mark_of(finding) for finding in self.found)


@attrs.frozen
class Link:
    """A relation between two nodes, from the one that leads or covers."""

    start: Key
    end: Key
    relation: Relation


@attrs.frozen
class Hierarchy:
    """All nodes and links; `left_out` are employers without a union, `elsewhere` findings about nothing that is drawn."""

    nodes: Mapping[Key, Node]
    links: tuple[Link, ...]
    left_out: int
    elsewhere: int


def mark_of(finding: Finding) -> str:
    """Return the weight of a finding in a picture: what cannot be told weighs least."""
    return "unknown" if finding.outcome is Outcome.CANNOT_TELL else finding.severity


def hierarchy(structure: Structure, report: Report | None) -> Hierarchy:
    """Return the hierarchy of what stands in `structure`, with the findings of `report` beside what they are about."""
    unions, employers = structure.columns("unions"), structure.columns("employers")
    covers = structure.columns("covers")
    own, firms = structure.index("unions"), structure.index("employers")
    links = [*_superiors(structure), *_covers(structure), *_affiliations(structure)]
    parents: dict[Key, Key] = {}
    for link in links:
        if link.relation in ("leads", "covers"):
            parents.setdefault(link.end, link.start)
    found = _found(report, own, firms)
    covered = {employer for employer, union in zip(covers["employer"], covers["union"], strict=True) if union in own}
    basic = {("unions", key) for key, kind in zip(own, unions["kind"], strict=True) if _role(kind) == "basic"}
    depths, tops = _depths([("unions", key) for key in own], parents, basic)
    nodes: dict[Key, Node] = {}
    for table, columns in (("unions", unions), ("employers", employers)):
        for row, key in enumerate(columns["id"]):
            if table == "employers" and key not in covered:
                continue
            at = (table, key)
            kind = unions["kind"][row] if table == "unions" else "employer"
            status = unions["status"][row] if table == "unions" else None
            parent = parents.get(at)
            depth = depths[at] if table == "unions" else depths[parents[at]] + 1
            nodes[at] = Node(
                at, columns["name"][row] or key, kind or "", _role(kind), columns["place"][row],
                status in ("proposed", "preparing"), None if at in tops else parent, depth, tuple(found.get(at, ())),
            )  # fmt: skip
    drawn = sum(len(node.found) for node in nodes.values())
    listed = sum(1 for one in report.findings if one.outcome is not Outcome.WAIVED) if report else 0
    return Hierarchy(nodes, tuple(links), len(firms) - len(covered & firms.keys()), listed - drawn)


def _role(kind: str | None) -> str:
    return _ROLES.get(kind or "", "basic")


def kind_name(kind: str) -> Text:
    """Return how a kind of node is called."""
    if kind == "employer":
        return Text(zh="用人单位", en="employer")
    if not kind:
        return Text(zh="类型不明的工会", en="union of unknown kind")
    return UnionKind.of(kind).text


def _superiors(structure: Structure) -> Iterable[Link]:
    unions, known = structure.columns("unions"), structure.index("unions")
    relations: tuple[tuple[str, Relation], ...] = (("superior", "leads"), ("second_superior", "second"))
    for column, relation in relations:
        for union, superior in zip(unions["id"], unions[column], strict=True):
            if superior in known and superior != union:
                yield Link(("unions", superior), ("unions", union), relation)


def _covers(structure: Structure) -> Iterable[Link]:
    covers = structure.columns("covers")
    own, firms = structure.index("unions"), structure.index("employers")
    for union, employer in dict.fromkeys(zip(covers["union"], covers["employer"], strict=True)):
        if union in own and employer in firms:
            yield Link(("unions", union), ("employers", employer), "covers")


def _affiliations(structure: Structure) -> Iterable[Link]:
    rows, own = structure.columns("affiliations"), structure.index("unions")
    superior = structure.columns("unions")["superior"]
    for union, federation in dict.fromkeys(zip(rows["union"], rows["federation"], strict=True)):
        # A member that its federation also leads has one line already.
        if union in own and federation in own and union != federation and superior[own[union]] != federation:
            yield Link(("unions", federation), ("unions", union), "affiliated")


def _found(report: Report | None, unions: Mapping[str, int], firms: Mapping[str, int]) -> dict[Key, list[Finding]]:
    """Return the findings by the union or employer that they are about."""
    known: dict[str, Mapping[str, int]] = {"unions": unions, "employers": firms}
    findings = () if report is None else report.findings
    about = [(_about(finding), finding) for finding in findings if finding.outcome is not Outcome.WAIVED]
    return grouped((key, finding) for key, finding in about if key[1] in known[key[0]])


def _about(finding: Finding) -> Key:
    subject, first = finding.subject, finding.subject.partition("|")[0]
    if finding.table == "headcounts" and first.startswith("e:"):
        return "employers", first.removeprefix("e:").partition("+p:")[0]
    if finding.table in ("unions", "employers"):
        return finding.table, subject
    return "unions", subject.rpartition("|")[2] if finding.table == "members" else first


def _depths(keys: Iterable[Key], parents: dict[Key, Key], basic: set[Key]) -> tuple[dict[Key, int], set[Key]]:
    """Return how far below a top each union is, and which ones are tops.

    A circle is cut where it closes, so that one of it is a top. A basic-level union without a superior stands as low as
    one of a county does: a large picture folds it with those, not last.
    """
    depths: dict[Key, int] = {}
    tops: set[Key] = set()
    for key in keys:
        chain: dict[Key, None] = {}
        current: Key | None = key
        while current is not None and current not in depths and current not in chain:
            chain[current] = None
            current = parents.get(current)
        below = list(reversed(chain))
        if below and (current is None or current in chain):
            tops.add(below[0])
            depth = _COUNTY if below[0] in basic else 0
        else:
            depth = 0 if current is None else depths[current] + 1
        for one in below:
            depths[one] = depth
            depth += 1
    return depths, tops
