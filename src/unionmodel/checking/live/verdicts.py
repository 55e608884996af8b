"""The verdicts on every row, kept up to date: counts by difference, findings in the order of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Any, Final

from unionmodel.checking.engine import RuleResult
from unionmodel.checking.live.network import Network
from unionmodel.checking.live.nodes import Node
from unionmodel.checking.live.program import SomeRows
from unionmodel.checking.report.findings import Writer
from unionmodel.checking.report.report import Finding
from unionmodel.model.records import WHOLE
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, leaves_of
from unionmodel.rules.rule import Part, Rule

_VERDICTS: Final = ("not_applicable", "held", "broken", "cannot_tell")
#: The verdicts that make findings.
_REPORTED: Final = ("broken", "cannot_tell")


class Findings:
    """Findings in the order of a report, each known by the judge that made it and the row that it is about."""

    def __init__(self) -> None:
        self.listed: list[Finding] = []
        self._keys: list[tuple[Any, ...]] = []
        self._at: dict[tuple[int, int], tuple[tuple[Any, ...], Finding]] = {}
        self._before: dict[tuple[int, int], Finding | None] = {}

    def drop(self, judge: int, row: int) -> None:
        """Take out a finding, where there is one."""
        key, finding = self._at.pop((judge, row), (None, None))
        self._before.setdefault((judge, row), finding)
        if key is not None:
            at = bisect_left(self._keys, key)
            del self._keys[at], self.listed[at]

    def put(self, judge: int, row: int, finding: Finding) -> None:
        """Put in a finding, after `drop`; those of one rule about one subject are in the order of its parts and the file."""
        key = (*finding.order, judge, row)
        at = bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self.listed.insert(at, finding)
        self._at[judge, row] = key, finding

    def mark(self) -> None:
        """Begin to note what changes."""
        self._before.clear()

    def changes(self) -> tuple[list[Finding], list[Finding]]:
        """Return the findings that came and those that went since `mark`; one that reads otherwise did both."""
        pairs = [(self._at.get(key, (None, None))[1], old) for key, old in self._before.items()]
        changed = [(new, old) for new, old in pairs if new != old]
        return [new for new, _ in changed if new is not None], [old for _, old in changed if old is not None]


class Judge(Node):
    """The verdict of one part of a rule on each row of its table; None for rows that are not among its subjects."""

    def __init__(self, network: Network, rule: Rule, number: int, findings: Findings, writer: Writer) -> None:
        part, in_force = rule.parts[number], network.bindings.in_force(rule)
        table = part.each.name
        program = network.program(table)
        with program.answers(table, "answer"):
            _write(program, part, network.subjects(rule, table), in_force)
        super().__init__(network.store, table, network.compiled(program, "answer"))
        self.outlives_rows = True
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
        if not written:
            return ()
        # In one go: what is read of the whole structure is read once for all of them.
        hits = [(self._number, row, values[row]) for row in written if values[row] in _REPORTED]
        for row in written:
            self._findings.drop(self.index, row)
        for (_, row, _), finding in zip(hits, self._writer.findings([RuleResult(self._rule, {}, hits)]), strict=True):
            self._findings.put(self.index, row, finding)
        return ()


def _write(program: SomeRows, part: Part, subjects: Sequence[Node], in_force: bool) -> None:
    """Write how a part judges a row."""
    if subjects:
        program.own.update(dict.fromkeys(subjects))
        program.add(f"if not ({' or '.join(f'a{node.index}[i]' for node in subjects)}): add(None); continue")
    if part.among is not None:
        program.add(f"if not {program.coder.holds(part.among)}: add('left_out'); continue")
    if not in_force:
        program.add("add('not_applicable')")
        return
    sure = part.when.never_unknown
    program.add(f"w = {program.coder.code(part.when)}")
    program.add(f"if {'not w' if sure else 'w is False'}: add('not_applicable'); continue")
    program.add(f"r = {program.coder.code(part.require)}")
    program.add(f"add('held' if r else 'broken' if r is False{'' if sure else ' and w'} else 'cannot_tell')")


def _named(part: Part) -> list[Expr]:
    """Return the cells, references and facts of the row itself that a finding may name, or say to be missing.

    What is missing is looked for behind a fact, too: a condition may stay unknown, and hang on something else.
    """
    found: dict[Expr, None] = {}
    waiting = [tree for tree in part.trees if tree is not part.among]
    while waiting:
        for leaf in leaves_of(waiting.pop()):
            if leaf not in found and isinstance(leaf, (Cell, Row, Fact)) and leaf.table in (part.each.name, None):
                found[leaf] = None
                waiting += leaf.inputs if isinstance(leaf, Fact) else ()
    return list(found)
