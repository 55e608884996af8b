"""The verdicts on every row, kept up to date: counts by difference, findings in the order of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.checking.live.network import Network
from unionmodel.checking.live.nodes import Node
from unionmodel.checking.report.findings import Writer
from unionmodel.checking.report.report import Finding
from unionmodel.checking.rows.expressions import Coder
from unionmodel.model.records import WHOLE
from unionmodel.rules.expr import Cell, Expr, Row, walk
from unionmodel.rules.facts import Fact, facts_below
from unionmodel.rules.rule import Part, Rule

#: What comes of a rule for a row, as a number; the last two are those that make findings.
_OUTCOMES: Final = ("not_applicable", "held", "left_out", "nobody", "broken", "cannot_tell")
_NOT_APPLICABLE, _HELD, _LEFT_OUT, _NOBODY, _BROKEN, _CANNOT_TELL = range(6)


class Findings:
    """Findings in the order of a report, each known by the node that made it and the row that it is about."""

    def __init__(self) -> None:
        self.listed: list[Finding] = []
        self._keys: list[tuple[Any, ...]] = []
        self._at: dict[tuple[int, int], tuple[Any, ...]] = {}

    def drop(self, judge: int, row: int) -> None:
        """Take out a finding, where there is one."""
        key = self._at.pop((judge, row), None)
        if key is not None:
            at = bisect_left(self._keys, key)
            del self._keys[at], self.listed[at]

    def put(self, judge: int, row: int, order: int, finding: Finding) -> None:
        """Put in a finding; one rule's are in the order of its parts, then of the file."""
        key = (*finding.order, judge, order)
        at = bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self.listed.insert(at, finding)
        self._at[judge, row] = key

    def clear(self) -> None:
        """Forget all."""
        self.listed.clear()
        self._keys.clear()
        self._at.clear()


class Judge(Node):
    """What one part of a rule says of every row of its table. `subjects` are the rows that it judges at all."""

    skips_gaps = False

    def __init__(
        self, network: Network, rule: Rule, number: int, subjects: Node | None, findings: Findings, writer: Writer
    ) -> None:
        super().__init__(network, rule.parts[number].each.name)
        self._rule, self._number, self._subjects = rule, number, subjects
        self._findings, self._writer = findings, writer
        #: Rows of which a finding, if there is one, reads otherwise, though the verdict may be the same.
        self._words: set[int] = set()
        self.counts = [0] * len(_OUTCOMES)
        self._verdict, read = network.function(lambda coder: _verdict(coder, rule.parts[number], self._idle()))
        self.reads(*read, *([] if subjects is None else [subjects]))

    def _idle(self) -> bool:
        return not self.network.bindings.in_force(self._rule)

    def told_by(self, nodes: Sequence[Node]) -> None:
        """Be told of what findings name beside what decides."""
        for node in nodes:
            node.readers.append((self, self._all_words if node.table is None else self._words.update))

    def _all_words(self, rows: Collection[int]) -> None:
        self._words.update(range(len(self.values)))

    def start(self) -> None:
        self.counts[:] = [0] * len(_OUTCOMES)
        super().start()
        self._words.clear()

    def refresh(self) -> Collection[int]:
        values, counts = self.values, self.counts
        subjects = None if self._subjects is None else self._subjects.values
        # What is written anew; written together, for what is read of the whole structure is read once for all of them.
        written: list[int] = []
        for row in self.dirty:
            old, new = values[row], self._verdict(row) if subjects is None or subjects[row] else _NOBODY
            if isinstance(old, int):
                counts[old] -= 1
            counts[new] += 1
            values[row] = new
            if new >= _BROKEN or (isinstance(old, int) and old >= _BROKEN):
                written.append(row)
        for row in self._words - self.dirty:
            outcome = values[row]
            if isinstance(outcome, int) and outcome >= _BROKEN:
                written.append(row)
        self._words.clear()
        if written:
            self._write(written)
        return ()

    def _write(self, rows: Sequence[int]) -> None:
        """Write the findings of rows as these are now, in the place of those that there were."""
        for row in rows:
            self._findings.drop(self.index, row)
        hits = [(self._number, row, _OUTCOMES[self.values[row]]) for row in rows if self.values[row] >= _BROKEN]
        order, table = self.network.store.order, str(self.table)
        found = self._writer.findings([RuleResult(self._rule, {}, hits)])
        for (_, row, _), finding in zip(hits, found, strict=True):
            self._findings.put(self.index, row, order(table, row), finding)


def judges(
    network: Network, rules: Sequence[Rule], bindings: Bindings, findings: Findings, writer: Writer
) -> Iterator[tuple[Rule, list[Judge]]]:
    """Make and yield the judges of each rule, with all the facts that these read."""
    for rule in rules:
        idle = not bindings.in_force(rule)
        trees = [part.among for part in rule.parts if part.among is not None] if idle else rule.trees
        for fact in facts_below(*trees):
            network.node(fact)
        yield rule, [_judge(network, rule, number, idle, findings, writer) for number in range(len(rule.parts))]


def _judge(network: Network, rule: Rule, number: int, idle: bool, findings: Findings, writer: Writer) -> Judge:
    part = rule.parts[number]
    table = part.each.name
    told = [] if idle else [network.node(leaf) for leaf in _spoken(part)]
    if table == WHOLE.name:
        subjects = None
    elif table == "places":
        subjects = network.own() if rule.force.about_data else network.touched()
    else:
        subjects = network.alive(table)
    if table != WHOLE.name:
        told.append(network.whereabouts(table))
    judge = Judge(network, rule, number, subjects, findings, writer)
    judge.told_by(told)
    network.add(judge)
    return judge


def _verdict(coder: Coder, part: Part, idle: bool) -> list[str]:
    """Write how a part judges a row."""
    lines = [] if part.among is None else [f"if not {coder.holds(part.among)}: return {_LEFT_OUT}"]
    if idle:
        return [*lines, f"return {_NOT_APPLICABLE}"]
    sure = part.when.sure
    return [
        *lines,
        f"w = {coder.code(part.when)}",
        f"if {'not w' if sure else 'w is False'}: return {_NOT_APPLICABLE}",
        f"r = {coder.code(part.require)}",
        f"if r: return {_HELD}",
        f"return {_BROKEN} if r is False{'' if sure else ' and w'} else {_CANNOT_TELL}",
    ]


def _spoken(part: Part) -> list[Expr]:
    """Return the cells, references and facts of the row itself that a finding may name, or say to be missing.

    What is missing is looked for behind a fact, too: a condition may stay unknown, and hang on something else.
    """
    found: dict[Any, Expr] = {}

    def visit(leaf: Expr) -> None:
        if id(leaf) not in found:
            found[id(leaf)] = leaf
            for behind in _behind(leaf) if isinstance(leaf, Fact) else ():
                visit(behind)

    for tree in (part.when, part.require, *([] if part.milder is None else [part.milder]), *part.shows.values()):
        for leaf in _leaves(tree):
            visit(leaf)
    return list(found.values())


# What hangs on the rules alone is worked out once, however many structures are checked by them.
@lru_cache(maxsize=8192)
def _behind(fact: Fact) -> tuple[Expr, ...]:
    """Return what a fact reads of its own row."""
    trees = (tree for tree in fact.inputs if tree.table in (fact.table, None))
    return tuple(leaf for tree in trees for leaf in _leaves(tree))


def _leaves(tree: Expr) -> Iterator[Expr]:
    return (node for node in walk(tree) if isinstance(node, (Cell, Row, Fact)))
