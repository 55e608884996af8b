"""The verdicts on every row, kept up to date: counts by difference, findings in the order of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.checking.live.network import Network
from unionmodel.checking.live.nodes import Node
from unionmodel.checking.live.program import SomeRows
from unionmodel.checking.report.findings import Writer
from unionmodel.checking.report.report import Finding
from unionmodel.model.records import WHOLE
from unionmodel.rules.expr import Cell, Expr, Row, walk
from unionmodel.rules.facts import Fact
from unionmodel.rules.rule import Part, Rule

_VERDICTS: Final = ("not_applicable", "held", "broken", "cannot_tell")
#: The verdicts that make findings.
_REPORTED: Final = ("broken", "cannot_tell")


class Findings:
    """Findings in the order of a report, each known by the judge that made it and the row that it is about."""

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

    def put(self, judge: int, row: int, finding: Finding) -> None:
        """Put in a finding; those of one rule about one subject are in the order of its parts, then of the file."""
        key = (*finding.order, judge, row)
        at = bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self.listed.insert(at, finding)
        self._at[judge, row] = key


class Judge(Node):
    """The verdict of one part of a rule on each row of its table; None for rows that are not among its subjects."""

    def __init__(
        self, network: Network, rule: Rule, number: int, findings: Findings, writer: Writer, *, in_force: bool
    ) -> None:
        part = rule.parts[number]
        table = part.each.name
        program = network.program(table)
        with program.answers(table, "answer"):
            _write(program, part, _subjects(network, rule, table), in_force)
        super().__init__(network.store, table, network.compiled(program, "answer"))
        self.reads(*program.own)
        self.counts: dict[str | None, int] = dict.fromkeys((*_VERDICTS, "left_out", None), 0)
        self._rule, self._number, self._findings, self._writer = rule, number, findings, writer
        #: Rows whose finding, if there is one, may read otherwise though the verdict is the same.
        self._reworded: set[int] = set()
        named = [network.node(leaf) for leaf in _named(part)] if in_force else []
        for node in [*named, *([] if table == WHOLE.name else [network.whereabouts(table)])]:
            node.readers.append((self, self._reword_all if node.table is None else self._reworded.update))
        network.add(self)

    def _reword_all(self, rows: Collection[int]) -> None:
        self._reworded.update(range(len(self.values)))

    def refresh(self) -> Collection[int]:
        values, counts, written = self.values, self.counts, []
        for row, new in self.computed(self.dirty):
            old, values[row] = values[row], new
            counts[old] -= 1
            counts[new] += 1
            if new in _REPORTED or old in _REPORTED:
                written.append(row)
        written += [row for row in self._reworded - self.dirty if values[row] in _REPORTED]
        self._reworded.clear()
        # In one go: what is read of the whole structure is read once for all of them.
        hits = [(self._number, row, values[row]) for row in written if values[row] in _REPORTED]
        for row in written:
            self._findings.drop(self.index, row)
        for (_, row, _), finding in zip(hits, self._writer.findings([RuleResult(self._rule, {}, hits)]), strict=True):
            self._findings.put(self.index, row, finding)
        return ()


def judges(
    network: Network, rules: Sequence[Rule], bindings: Bindings, findings: Findings, writer: Writer
) -> Iterator[tuple[Rule, list[Judge]]]:
    """Make and yield the judges of each rule, with all the facts that these read."""
    for rule in rules:
        in_force = bindings.in_force(rule)
        for fact in rule.facts if in_force else ():
            network.node(fact)
        parts = range(len(rule.parts))
        yield rule, [Judge(network, rule, part, findings, writer, in_force=in_force) for part in parts]


def _subjects(network: Network, rule: Rule, table: str) -> Node | None:
    """Return the node that says which places a rule judges; None for rules about anything else, which judge every row."""
    if table != "places":
        return None
    return network.own_places() if rule.force.about_data else network.touched()


def _write(program: SomeRows, part: Part, subjects: Node | None, in_force: bool) -> None:
    """Write how a part judges a row."""
    if subjects is not None:
        program.own[subjects] = None
        program.add(f"if not a{subjects.index}[i]: add(None); continue")
    if part.among is not None:
        program.add(f"if not {program.coder.holds(part.among)}: add('left_out'); continue")
    if not in_force:
        program.add("add('not_applicable')")
        return
    sure = part.when.sure
    program.add(f"w = {program.coder.code(part.when)}")
    program.add(f"if {'not w' if sure else 'w is False'}: add('not_applicable'); continue")
    program.add(f"r = {program.coder.code(part.require)}")
    program.add(f"add('held' if r else 'broken' if r is False{'' if sure else ' and w'} else 'cannot_tell')")


def _named(part: Part) -> list[Expr]:
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


# Depends on the rules only, and is the same for every structure.
@lru_cache(maxsize=8192)
def _behind(fact: Fact) -> tuple[Expr, ...]:
    """Return what a fact reads of its own row."""
    trees = (tree for tree in fact.inputs if tree.table in (fact.table, None))
    return tuple(leaf for tree in trees for leaf in _leaves(tree))


def _leaves(tree: Expr) -> Iterator[Expr]:
    return (node for node in walk(tree) if isinstance(node, (Cell, Row, Fact)))
