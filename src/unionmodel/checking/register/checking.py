"""The columns engine: the rules as expressions over whole columns, for large structures.

It needs Polars and NumPy, which are loaded when it is first used.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from unionmodel.checking import checking
from unionmodel.errors import MissingExtra, UnionModelError, UnknownName
from unionmodel.io.databases.database import is_url
from unionmodel.io.reading.files import remembering
from unionmodel.language import Text
from unionmodel.rules.query import columns_read, judged_by_person

if TYPE_CHECKING:
    from unionmodel.checking.columns.values import ColumnValues
    from unionmodel.checking.engine import Bindings, RuleResult
    from unionmodel.checking.register.report import RegisterReport
    from unionmodel.checking.roster.counting import RosterCounts
    from unionmodel.io.registers.register import Register
    from unionmodel.model.structure import Structure
    from unionmodel.progress import Progress
    from unionmodel.rules.expr import Expr
    from unionmodel.rules.pack import Pack
    from unionmodel.rules.rule import Rule


#: A roster of more rows is not held, but judged in parts.
LONGEST_ROSTER = 6_000_000
_NEEDED = ("polars", "numpy", "narwhals")


def installed() -> bool:
    """Return whether the packages that the engine needs are there."""
    return all(find_spec(package) is not None for package in _NEEDED)


def run(structure: Structure, rules: Sequence[Rule], bindings: Bindings) -> tuple[list[RuleResult], ColumnValues]:
    """Return what each of `rules` says of `structure`, in their order, and the values that they read.

    `bindings` brings the day, the values of the parameters and the options of the switches. The columns are kept with
    the structure, so that a second check of it need not build them again. Raises MissingExtra where a package of the
    extra `scale` is not installed.
    """
    _require()
    from unionmodel.checking.columns.judging import judge

    return judge(structure, rules, bindings)


@remembering()
def check_register(
    source: str | os.PathLike[str] | Mapping[str, Any] | Register,
    packs: Callable[[Any], tuple[Pack, ...]],
    on: date,
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    *,
    output: str | os.PathLike[str] | None,
    findings_table: str | None = None,
    proposed: bool,
    progress: Progress | None,
    engine: str = "columns",
    session: Any = None,
    **more: Any,
) -> RegisterReport:
    """Judge a register by the rules that `packs` returns for it; see `unionmodel.check_register`.

    Without a register `packs` returns all that might be chosen.
    """
    _require()
    if engine == "spark":
        return _by_spark(
            source, packs, on, select, ignore, output=output, proposed=proposed, progress=progress, session=session, **more
        )  # fmt: skip
    if engine != "columns":
        raise UnknownName(Text(zh="引擎", en="engine"), engine, ("columns", "spark"))
    from unionmodel.checking.register.report import check_register
    from unionmodel.io.registers.register import Register

    where = None if output is None else Path(output)
    if is_url(source):
        return _check_database(
            str(source),
            packs,
            on,
            select,
            ignore,
            where=where,
            table=findings_table,
            proposed=proposed,
            progress=progress,
            **more,
        )
    if findings_table is not None:
        raise UnionModelError(
            Text(zh="findings_table 只用于数据库地址", en="findings_table goes with the address of a database")
        )
    if where is not None and isinstance(source, str | os.PathLike):
        refuse_inside(where, Path(source))
    if not isinstance(source, Register):
        source = Register(source, progress=progress, longest_roster=LONGEST_ROSTER)
    register = source
    chosen = packs(register)
    rules = checking.selected(chosen, select, ignore)
    bindings = checking.bind(chosen, on, proposed)
    if register.aside is not None and not judged_by_person(rules):
        register.hold_roster()
    return check_register(register, chosen, rules, bindings, output=where, progress=progress, **more)


def _check_database(
    url: str,
    packs: Callable[[Register | None], tuple[Pack, ...]],
    on: date,
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    *,
    where: Path | None,
    table: str | None,
    progress: Progress | None,
    **more: Any,
) -> RegisterReport:
    """Judge the tables of a database by the columns that the chosen rules read, and write findings back where asked."""
    from unionmodel.io.databases.database import refuse_other_tables, write_findings
    from unionmodel.io.registers.from_database import copied
    from unionmodel.io.registers.register import Register

    if table is not None:
        refuse_other_tables(url, table)
    rules = checking.selected(packs(None), select, ignore)
    tables = copied(url, columns_read(rules, named=table is not None), progress)
    register = Register(tables, progress=progress, longest_roster=LONGEST_ROSTER)
    if table is None:
        return check_register(register, packs, on, select, ignore, output=where, progress=progress, **more)
    from unionmodel.checking.register.database_rows import table_rows

    # What is found waits in a file: it may be too much for the memory, and the table is written all or nothing.
    with tempfile.TemporaryDirectory(prefix="unionmodel-") as folder:
        file = where or Path(folder) / "findings.parquet"
        report = check_register(register, packs, on, select, ignore, output=file, progress=progress, **more)
        write_findings(url, table, table_rows(report, register, progress))
        if where is None:
            report = attrs.evolve(report, findings=report.findings.collect().lazy(), output=None)
        return attrs.evolve(report, table=table)


def roster(
    source: str | os.PathLike[str] | Mapping[str, Any],
    active: Expr,
    on: date,
    language: str | None,
    progress: Progress | None,
) -> RosterCounts:
    """Count a roster, `active` being which of its rows count on the day; see `unionmodel.roster`."""
    _require()
    from unionmodel.checking.roster.counting import count
    from unionmodel.io.rosters.opening import opened

    with opened(source, progress) as scan:
        return count(scan, active, checking.bind((), on), language, progress)


def _by_spark(
    source: Any,
    packs: Callable[[Any], tuple[Pack, ...]],
    on: date,
    select: Iterable[str] | None,
    ignore: Iterable[str] | None,
    *,
    output: str | os.PathLike[str] | None,
    progress: Progress | None,
    session: Any,
    **more: Any,
) -> RegisterReport:
    """Judge on this machine what Spark reads, and let Spark write the findings."""
    from unionmodel.io.registers.register import Register
    from unionmodel.io.registers.spark import Spark, session_for

    spark = Spark(session_for(session))
    folder = os.fspath(source) if isinstance(source, str | os.PathLike) else source
    where = None if output is None else os.fspath(output)
    if where is not None:
        if isinstance(folder, str) and "://" not in folder + where:
            refuse_inside(Path(where), Path(folder))
        spark.refuse_what_is_not_findings(where)
    register = Register(spark.tables(folder, progress), progress=progress, longest_roster=LONGEST_ROSTER)
    report = check_register(register, packs, on, select, ignore, output=None, progress=progress, **more)
    findings = spark.frame(report.findings.collect())
    return attrs.evolve(report, findings=findings if where is None else spark.write(findings, where), output=where)


def refuse_inside(output: Path, folder: Path) -> None:
    """Refuse to write among the tables a file that the next reader would take for one; names with `_` are left aside."""
    if output.parent.resolve() == folder.resolve() and not output.name.startswith("_"):
        raise UnionModelError(
            Text(
                zh=f"{output} 在资料的文件夹中，下次会被当作一张表；请写到别处，或用 _ 开头的文件名",
                en=f"{output} lies among the tables, and would be taken for one; write elsewhere, or under a name with _ first",
            )
        )


def _require() -> None:
    for package in _NEEDED:
        if find_spec(package) is None:
            raise MissingExtra(package, "scale")
