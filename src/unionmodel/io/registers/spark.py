"""PySpark as the library needs it: frames handed over, worked on in Spark, and only small ones fetched back.

Everything else is said through Narwhals. What Python has to do with rows is done by the workers, a batch at a time.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any, Final

import narwhals as nw
import polars as pl

from unionmodel.errors import MissingExtra, UnionModelError
from unionmodel.language import Text

#: A frame that Spark holds.
Frame = nw.LazyFrame[Any]
#: The workers are given so many rows at once: reading a column costs something by itself, however short it is.
BATCH: Final = 100_000
_NEEDED: Final = ("pyspark", "pyarrow", "pandas")
_TYPES: Final[dict[Any, str]] = {
    pl.String: "string",
    pl.Int64: "bigint",
    pl.Int8: "tinyint",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Binary: "binary",
    pl.List(pl.String): "array<string>",
}


def session_for(given: Any = None) -> Any:
    """Return the session to work in: the given one, the running one, or one of this machine's cores, started now.

    A program handed in with spark-submit gets the session of the cluster. Raises MissingExtra where PySpark or what it
    needs is not installed, UnionModelError where there is no Java.
    """
    for package in _NEEDED:
        if find_spec(package) is None:
            raise MissingExtra(package, "spark")
    if given is not None:
        return given
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    require_java()
    # The workers import what this program imports: the same Python, unless somebody has said otherwise.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("unionmodel")
    if not any(name in os.environ for name in _SAID_ELSEWHERE):
        for name, value in {**_DEFAULTS, "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1))}.items():
            builder = builder.config(name, value)
    return _started(builder)


#: For a session of one machine that nobody has said anything of: with spark-submit, or by settings of its own.
_DEFAULTS: Final = {
    "spark.driver.memory": "4g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_SAID_ELSEWHERE: Final = ("PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS", "SPARK_CONF_DIR", "SPARK_HOME")


def _started(builder: Any) -> Any:
    try:
        session = builder.getOrCreate()
    except Exception as problem:
        reason = str(problem).partition("\n")[0][:200]
        raise UnionModelError(
            Text(
                zh=f"Spark 无法启动（{reason}）；请检查 JAVA_HOME、SPARK_HOME 和集群地址",
                en=f"Spark cannot be started ({reason}); look at JAVA_HOME, SPARK_HOME and the address of the cluster",
            )
        ) from None
    session.sparkContext.setLogLevel("ERROR")
    # A cluster is told that the program has ended, and does not go on looking for its workers.
    atexit.register(session.stop)
    return session


def require_java() -> None:
    """Raise UnionModelError where no Java is found."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=os.path.join(home, "bin") if home else None) is None:
        raise UnionModelError(
            Text(
                zh="引擎 spark 需要 Java 17 或更新的版本，本机没有找到；请安装（Debian：apt install openjdk-17-jre-headless），或设置 JAVA_HOME",
                en="the engine spark needs Java 17 or newer, and none was found; install it (Debian: apt install openjdk-17-jre-headless), or set JAVA_HOME",
            )
        )


class Spark:
    """A session, and what is asked of it beyond Narwhals."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def made(self, rows: pl.DataFrame) -> Frame:
        """Hand a small frame over."""
        if not len(rows):
            return _frame(self.session.createDataFrame([], _schema(rows.schema)))
        return _frame(self.session.createDataFrame(_arrow(rows), _schema(rows.schema)))

    def fetched(self, rows: Frame) -> pl.DataFrame:
        """Fetch a frame that is known to be small, or narrow."""
        found = pl.from_arrow(rows.to_native().toArrow())
        assert isinstance(found, pl.DataFrame)
        return found

    def settled(self, rows: Frame) -> Frame:
        """Compute a frame now, and forget how: what is built on it twice is not computed twice."""
        return _frame(rows.to_native().localCheckpoint(eager=True))

    def number(self, rows: Frame) -> int:
        """Return how many rows a frame has."""
        return int(rows.to_native().count())

    def mapped(
        self, rows: Frame, work: Callable[[pl.DataFrame], Iterable[pl.DataFrame]], schema: Mapping[str, Any]
    ) -> Frame:
        """Let the workers turn the rows, some at a time, into others."""
        plain = rows.to_native()
        return _frame(plain.mapInArrow(_Batches(work, dict(schema)), _schema(schema)))

    def together(self, frames: Iterable[Frame]) -> Frame:
        """Return frames of the same columns as one."""
        return nw.concat(list(frames))

    def in_order(self, rows: Frame, name: str) -> Frame:
        """Number rows from 0 on in the order in which they stand; they are computed for it."""
        from pyspark.sql import functions as F

        # Each partition has its own stretch of numbers, with room for 2**33 rows.
        at = F.monotonically_increasing_id()
        native = rows.to_native().select(
            "*", F.shiftright(at, 33).alias("#part"), at.bitwiseAND((1 << 33) - 1).alias("#at")
        )
        return self.from_parts(self.settled(nw.from_native(native)), name)

    def from_parts(self, rows: Frame, name: str) -> Frame:
        """Number rows by the part that they stand in (`#part`) and their place there (`#at`), both of which go."""
        sizes = self.fetched(rows.group_by("#part").agg(nw.len().alias("rows"))).sort("#part")
        first = sizes.select("#part", (pl.col("rows").cum_sum() - pl.col("rows")).cast(pl.Int64).alias("#first"))
        others = [column for column in rows.collect_schema().names() if column not in ("#part", "#at")]
        numbered = rows.join(self.made(first), on="#part", how="inner")
        return numbered.select((nw.col("#first") + nw.col("#at")).alias(name), *others)

    # -- files: on this machine, in HDFS, in an object store ----------------------------------------------------------

    def entries(self, folder: str) -> list[tuple[str, str, bool]] | None:
        """Return what lies in a folder, as (name, address, whether it is a folder itself); None where there is none."""
        path = self.session._jvm.org.apache.hadoop.fs.Path(folder)
        system = path.getFileSystem(self.session._jsc.hadoopConfiguration())
        if not system.exists(path) or not system.getFileStatus(path).isDirectory():
            return None
        found = [(entry.getPath(), entry.isDirectory()) for entry in system.listStatus(path)]
        return sorted((path.getName(), path.toString(), is_folder) for path, is_folder in found)

    def read(self, address: str) -> Frame:
        """Read Parquet, with the file and the place in it that each row has (`#part`, `#at`)."""
        found = self.session.read.parquet(address)
        place = ("_metadata.file_path as `#part`", "_metadata.row_index as `#at`")
        return _frame(found.selectExpr("*", *place))

    def refuse_what_is_not_findings(self, address: str) -> None:
        """Raise UnionModelError where something stands at an address that Spark has not written there."""
        path = self.session._jvm.org.apache.hadoop.fs.Path(address)
        system = path.getFileSystem(self.session._jsc.hadoopConfiguration())
        if not system.exists(path) or "_SUCCESS" in [name for name, _, _ in self.entries(address) or []]:
            return
        raise UnionModelError(
            Text(
                zh=f"{address} 已经存在，而且不是 Spark 写出的结果；请换一个位置，或先移走它",
                en=f"{address} is there already, and not as findings that Spark wrote; choose another place, or move it away",
            )
        )

    def write(self, rows: Frame, address: str) -> Frame:
        """Write a frame as a folder of Parquet files, in place of what is there, and return it as it was written."""
        rows.to_native().write.mode("overwrite").parquet(address)
        return _frame(self.session.read.parquet(address))


class _Batches:
    """Gathers the batches that a worker is given, and hands them on as Polars frames."""

    def __init__(self, work: Callable[[pl.DataFrame], Iterable[pl.DataFrame]], schema: dict[str, Any]) -> None:
        self._work = work
        self._schema = schema

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        waiting: list[pl.DataFrame] = []
        for batch in batches:
            frame = pl.from_arrow(batch)
            assert isinstance(frame, pl.DataFrame)
            waiting.append(frame)
            if sum(map(len, waiting)) >= BATCH:
                yield from self._worked(pl.concat(waiting))
                waiting = []
        if waiting:
            yield from self._worked(pl.concat(waiting))

    def _worked(self, rows: pl.DataFrame) -> Iterator[Any]:
        for found in self._work(rows):
            plain = found.select(pl.col(name).cast(kind) for name, kind in self._schema.items())
            yield from _arrow(plain).to_batches()


def _arrow(rows: pl.DataFrame) -> Any:
    """Return a frame as Arrow, in the plain forms that Spark knows."""
    import pyarrow as pa

    table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    large = [
        field.with_type(pa.list_(pa.string())) if pa.types.is_large_list(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(large))


def _schema(columns: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in columns.items())


def _frame(native: Any) -> Frame:
    found: Frame = nw.from_native(native)
    return found
