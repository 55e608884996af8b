"""The public function `check_register`: packs chosen for what the register holds, and the room that judges it called."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from unionmodel.api.asked import Asked, Parameters
from unionmodel.language import Text
from unionmodel.rulepacks import DEFAULT_PACKS, Wanted

if TYPE_CHECKING:
    from unionmodel.checking.register.report import RegisterReport
    from unionmodel.io.registers.register import Register


def check_register(
    source: str | os.PathLike[str] | Mapping[str, Any] | Register,
    packs: Iterable[Wanted] | Wanted = DEFAULT_PACKS,
    on: date | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    language: str | None = None,
    *,
    output: str | os.PathLike[str] | None = None,
    findings_table: str | None = None,
    waivers: Sequence[Any] = (),
    proposed: bool = True,
    parameters: Parameters = None,
    progress: Callable[[Text, int, int], None] | None = None,
    engine: Literal["columns", "spark"] = "columns",
    session: Any = None,
) -> RegisterReport:
    """Judge a register of any size by the rules in force on a day, and report sums; findings go to a Parquet file.

    `source` is a folder of Parquet or CSV files, one a table (a large table may be a folder of parts), a mapping from
    tables to data frames, a `Register`, or the address of a database (``duckdb:///FILE``, ``postgresql://...``), of
    which just those columns are read that the chosen rules read. `output` is the file that the findings are written to
    (default: they are kept in memory), `findings_table` a table of the database that they replace the content of.
    `progress` is called with what is being done, how much is done, and how much there is. All other
    arguments are those of `check`, and so is the meaning of every rule. Needs the extra `scale`. Raises InputErrors,
    UnknownName, PackErrors, MissingExtra.

    By the engine ``spark`` Spark reads, and the rules are judged here: `source` is then the address of a folder of Parquet (of
    this machine, of HDFS, of an object store) or a mapping from tables to Spark data frames, `output` a folder that Spark writes, and
    `session` the Spark session (default: the running one, else one of this machine). Needs the extra `spark` and Java;
    raises UnionModelError where there is none.

    >>> import polars
    >>> frames = {"unions": polars.DataFrame({"id": ["u1"], "kind": ["joint_union"], "place": ["620102"]})}
    >>> report = check_register(frames, on=date(2022, 12, 31), select="TUL204")
    >>> report.counts["TUL204"]["broken"], report.summary["place"].to_list()
    (1, ['620102'])
    """
    from unionmodel.checking.register import checking

    asked = Asked(packs, parameters, on)
    return checking.check_register(
        source, lambda register: asked.law(register, overlays=register is None), asked.on, select, ignore,
        output=output, findings_table=findings_table, waivers=waivers, proposed=proposed, language=language, progress=progress,
        engine=engine, session=session,
    )  # fmt: skip
