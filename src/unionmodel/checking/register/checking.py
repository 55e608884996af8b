"""The door to checks of registers: what is given is opened as a register, and the driver is called.

The packages of the extra `scale` are loaded when a register is checked, and not before.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from unionmodel.checking import checking
from unionmodel.checking.columns.engine import require
from unionmodel.errors import UnionModelError, UnknownName
from unionmodel.io.databases.database import is_url
from unionmodel.io.reading.files import remembering
from unionmodel.language import Text
from unionmodel.rules.query import columns_read, judged_by_person

if TYPE_CHECKING:
    from unionmodel.checking.register.report import RegisterReport
    from unionmodel.io.registers.register import Register
    from unionmodel.progress import Progress
    from unionmodel.rules.pack import Pack

#: A roster of more rows is not held, but judged in parts.
LONGEST_ROSTER = 6_000_000


@attrs.frozen(eq=False)
class RegisterCheck:
    """What is asked of a register: by which packs and rules, on which day; `more` goes to the driver as it is.

    `packs` returns the packs for a register; without one, all that might be chosen.
    """

    packs: Callable[[Register | None], tuple[Pack, ...]]
    on: date
    select: Iterable[str] | None
    ignore: Iterable[str] | None
    proposed: bool
    progress: Progress | None
    more: Mapping[str, Any]

    def of(self, register: Register, output: Path | None) -> RegisterReport:
        """Judge a register that has been read."""
        from unionmodel.checking.register.driver import judged_register

        packs = self.packs(register)
        rules = checking.selected(packs, self.select, self.ignore)
        bindings = checking.bind(packs, self.on, self.proposed)
        if register.aside is not None and not judged_by_person(rules):
            register.hold_roster()
        return judged_register(
            register, packs, rules, bindings, output=output, progress=self.progress, **self.more
        )  # fmt: skip

    def read(self, source: Any) -> Register:
        """Read a register; a long roster is set aside."""
        from unionmodel.io.registers.register import Register

        return Register(source, progress=self.progress, longest_roster=LONGEST_ROSTER)

    def of_database(self, url: str, table: str | None, output: Path | None) -> RegisterReport:
        """Judge the tables of a database by the columns that the rules read, and write findings back where asked."""
        from unionmodel.checking.register.database_rows import table_rows
        from unionmodel.io.databases.database import refuse_other_tables, write_findings
        from unionmodel.io.registers.from_database import copied

        if table is not None:
            refuse_other_tables(url, table)
        rules = checking.selected(self.packs(None), self.select, self.ignore)
        register = self.read(copied(url, columns_read(rules, named=table is not None), self.progress))
        if table is None:
            return self.of(register, output)
        # Findings wait in a file: they may be too much for the memory, and the table is written all or nothing.
        with tempfile.TemporaryDirectory(prefix="unionmodel-") as folder:
            report = self.of(register, output or Path(folder) / "findings.parquet")
            write_findings(url, table, table_rows(report, register, self.progress))
            if output is None:
                report = attrs.evolve(report, findings=report.findings.collect().lazy(), output=None)
            return attrs.evolve(report, table=table)

    def of_spark(self, source: Any, output: str | None, session: Any) -> RegisterReport:
        """Judge what Spark reads, on the driver, and hand the findings back to Spark."""
        from unionmodel.io.registers.spark import Spark, session_for

        spark = Spark(session_for(session))
        source = os.fspath(source) if isinstance(source, str | os.PathLike) else source
        if output is not None:
            if isinstance(source, str) and "://" not in source + output:
                refuse_inside(Path(output), Path(source))
            spark.refuse_what_is_not_findings(output)
        register = self.read(spark.tables(source, self.progress))
        report = self.of(register, None)
        findings = spark.frame(report.findings.collect())
        return attrs.evolve(
            report, findings=findings if output is None else spark.write(findings, output), output=output
        )


@remembering()
def check_register(
    source: str | os.PathLike[str] | Mapping[str, Any] | Register,
    packs: Callable[[Register | None], tuple[Pack, ...]],
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
    require()
    check = RegisterCheck(packs, on, select, ignore, proposed, progress, more)
    if engine == "spark":
        return check.of_spark(source, None if output is None else os.fspath(output), session)
    if engine != "columns":
        raise UnknownName(Text(zh="引擎", en="engine"), engine, ("columns", "spark"))
    from unionmodel.io.registers.register import Register

    where = None if output is None else Path(output)
    if is_url(source):
        return check.of_database(str(source), findings_table, where)
    if findings_table is not None:
        raise UnionModelError(
            Text(zh="findings_table 只用于数据库地址", en="findings_table goes with the address of a database")
        )
    if where is not None and isinstance(source, str | os.PathLike):
        refuse_inside(where, Path(source))
    return check.of(source if isinstance(source, Register) else check.read(source), where)


def refuse_inside(output: Path, folder: Path) -> None:
    """Refuse to write among the tables a file that the next reader would take for one; names with `_` are left aside."""
    if output.parent.resolve() == folder.resolve() and not output.name.startswith("_"):
        raise UnionModelError(
            Text(
                zh=f"{output} 在资料的文件夹中，下次会被当作一张表；请写到别处，或用 _ 开头的文件名",
                en=f"{output} lies among the tables, and would be taken for one; write elsewhere, or under a name with _ first",
            )
        )
