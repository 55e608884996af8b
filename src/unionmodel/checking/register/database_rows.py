"""The findings of a register as the rows of a table of a database: in batches, with messages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import polars as pl

from unionmodel.checking.register.report import RegisterReport
from unionmodel.checking.report.findings import labels_of
from unionmodel.checking.report.reasons import behind
from unionmodel.checking.report.report import Finding, Labels, Outcome
from unionmodel.io.registers.register import Register
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.rules.expr import Cell, walk
from unionmodel.rules.facts import Fact
from unionmodel.rules.rule import Rule

_WRITING: Final = Text(zh="写入结果", en="writing findings")
#: Findings written per batch.
_BATCH: Final = 50_000
#: Tables whose rows are called after the union or employer that comes first in their name.
_WHOSE: Final = {
    table.name: {"union": "unions", "employer": "employers"}[table.subject[0]]
    for table in TABLES.values()
    if table.subject[0] in ("union", "employer")
}


def table_rows(
    report: RegisterReport, register: Register, progress: Callable[[Text, int, int], None] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the findings of a report with the keys of `unionmodel.io.databases.database.FINDINGS`.

    A register has no hash of its content, so `sha256` is blank.
    """
    wording = _Wording(report, register)
    total = int(report.summary["findings"].sum())
    for start in range(0, total, _BATCH):
        if progress is not None:
            progress(_WRITING, start, total)
        for row in wording.named(report.findings.slice(start, _BATCH).collect()).iter_rows(named=True):
            yield wording.row(row)
    if progress is not None:
        progress(_WRITING, total, total)


class _Wording:
    """Puts findings into words."""

    def __init__(self, report: RegisterReport, register: Register) -> None:
        self._on, self._language = report.on, report.language
        self._rules = {rule.code: rule for rule in report.rules}
        self._labels: dict[tuple[str, str], Labels] = {}
        self._names = pl.concat(
            [
                pl.DataFrame({"subject": register.column(table, key), "record_name": register.column(table, "name")})
                .with_columns(pl.lit(table).alias("table"))
                .drop_nulls()
                for table, key in (("unions", "id"), ("employers", "id"))
            ]
        )
        self._geography = register.geography

    def named(self, findings: pl.DataFrame) -> pl.DataFrame:
        """Return findings with what people call their subject: its name, or that of its union or employer."""
        first = pl.col("subject").str.split("|").list.first().str.strip_prefix("e:")
        bare = findings.with_columns(first.alias("key"), pl.col("table").replace(_WHOSE).alias("whose"))
        names = self._names.rename({"subject": "key", "table": "whose"})
        return bare.join(names, on=["whose", "key"], how="left", maintain_order="left")

    def row(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """Return one finding as a row."""
        rule = self._rules.get(found["code"])
        fields = json.loads(found["fields"])
        name, message, mend = found["code"], None, None
        if rule is not None:
            finding = self._finding(rule, found, fields)
            name, message, mend = rule.name, finding.message.within(self._language), finding.mend.within(self._language)
        return {
            **{column: found[column] for column in ("code", "outcome", "severity", "table", "subject", "place")},
            "on": self._on,
            "name": name,
            "fields": json.dumps(fields, ensure_ascii=False),
            "missing": ";".join(found["missing"]),
            "message": message,
            "mend": mend,
            "cites": ";".join(found["cites"]),
            "sha256": None,
        }

    def _finding(self, rule: Rule, found: Mapping[str, Any], fields: dict[str, Any]) -> Finding:
        name = found["record_name"]
        of_place = found["table"] == "places" or found["subject"].startswith("p:")
        if name is None and of_place and found["place"] in self._geography.row:
            name = self._geography.name[self._geography.row[found["place"]]]
        return Finding(
            rule.code, rule.name, Outcome(found["outcome"]), found["severity"], found["table"], found["subject"],
            found["place"], fields, tuple(found["missing"]), tuple(found["cites"]),
            self._labelled(rule, found["table"]), name or "",
        )  # fmt: skip

    def _labelled(self, rule: Rule, table: str) -> Labels:
        kept = self._labels.get((rule.code, table))
        if kept is None:
            part = next(part for part in rule.parts if part.each.name == table)
            labels = labels_of(rule, part)
            trees = [*rule.trees, *(tree for fact in rule.facts for tree in fact.inputs)]
            nodes = [node for tree in trees for node in walk(tree) if isinstance(node, Cell | Fact)]
            # A cell of the table itself is meant before one of the same name elsewhere.
            nodes.sort(key=lambda node: node.table == table)
            called = {node.name: behind(node) for node in nodes}
            kept = Labels(labels.title, labels.says, labels.mend, {**called, **labels.names}, labels.vocabularies)
            self._labels[rule.code, table] = kept
        return kept
