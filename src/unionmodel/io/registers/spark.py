"""Registers that PySpark reads, from this machine, HDFS or an object store, and findings that it writes there.

The rows are fetched to the program that asks, which judges them as it judges any register.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, Final

import polars as pl

from unionmodel.errors import InputError, InputErrors, MissingExtra, UnionModelError
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.labels import is_explanation
from unionmodel.io.registers.files import Copied
from unionmodel.language import Text
from unionmodel.progress import Progress, silent

READING = Text(zh="由 Spark 读取，在本机判断", en="read by Spark, judged on this machine")
_NEEDED: Final = ("pyspark", "pyarrow", "pandas")


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
    # A table is fetched whole.
    "spark.driver.maxResultSize": "0",
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
    """A session, the tables of a register that it reads, and the findings that it writes."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def tables(self, source: str | Mapping[str, Any], progress: Progress | None) -> Copied:
        """Fetch the tables of a folder of Parquet, or the data frames of a mapping, as Polars frames.

        The rows of files come in the order of the names of the files. Raises InputErrors with everything that cannot be
        read.
        """
        progress = progress or silent
        given = dict(source) if isinstance(source, Mapping) else self._in_folder(source)
        title = "input" if isinstance(source, Mapping) else source.rstrip("/").rpartition("/")[2]
        found, damaged = dict[str, pl.LazyFrame](), list[InputError]()
        for done, (name, frame) in enumerate(given.items()):
            progress(READING, done, len(given))
            try:
                rows = self._read(frame) if isinstance(frame, str) else frame
                found[name] = pl.DataFrame(rows.toArrow()).lazy()
            except Exception as problem:  # whatever Spark, Java or a file system says
                damaged.append(_damaged(name, problem))
        if damaged:
            raise InputErrors(damaged)
        progress(READING, len(given), len(given))
        titles = {name: file.rpartition("/")[2] for name, file in given.items() if isinstance(file, str)}
        return Copied(title, found, in_database=False, titles=titles)

    def _in_folder(self, folder: str) -> dict[str, str]:
        """Return the addresses of the files and folders of parts that hold a table each, by name."""
        missing = Text(zh="没有这个文件夹", en="is no folder")
        try:
            entries = self._entries(folder)
        except Exception as problem:
            reason = str(problem).strip().rpartition("Exception: ")[2].partition("\n")[0][:120]
            entries, missing = None, Text(zh=f"无法打开（{reason}）", en=f"cannot be opened ({reason})")
        if entries is None:
            hint = Text(zh="给出一个由 .parquet 文件组成的文件夹", en="give a folder of .parquet files")
            raise wrong(folder, missing, hint)
        found, others = dict[str, str](), list[str]()
        for name, address, is_folder in entries:
            stem, _, suffix = name.rpartition(".")
            stem = stem or name
            if name.startswith((".", "~", "_")) or is_explanation(stem):
                continue
            if is_folder or suffix.lower() == "parquet":
                found[stem] = address
            elif suffix.lower() == "csv":
                others.append(name)
        if others or not found:
            lacking = Text(zh="文件夹中没有 .parquet 文件", en="is a folder without .parquet files")
            plain = Text(
                zh=f"引擎 spark 只读 Parquet，不读 {'、'.join(others)}",
                en=f"the engine spark reads Parquet only, not {', '.join(others)}",
            )
            hint = Text(
                zh="每张表一个 Parquet 文件或文件夹，例如 unions.parquet",
                en="put one Parquet file or folder a table there, such as unions.parquet",
            )
            raise wrong(folder, plain if others else lacking, hint)
        return found

    def _read(self, address: str) -> Any:
        """Return the rows of a table, file by file."""
        rows = self.session.read.parquet(address)
        places = ("_metadata.file_path as `#part`", "_metadata.row_index as `#at`")
        return rows.selectExpr("*", *places).orderBy("#part", "#at").drop("#part", "#at")

    def _entries(self, folder: str) -> list[tuple[str, str, bool]] | None:
        """Return what lies in a folder, as (name, address, whether it is a folder itself); None where there is none."""
        path = self.session._jvm.org.apache.hadoop.fs.Path(folder)
        system = path.getFileSystem(self.session._jsc.hadoopConfiguration())
        if not system.exists(path) or not system.getFileStatus(path).isDirectory():
            return None
        found = [(entry.getPath(), entry.isDirectory()) for entry in system.listStatus(path)]
        return sorted((path.getName(), path.toString(), is_folder) for path, is_folder in found)

    def refuse_what_is_not_findings(self, address: str) -> None:
        """Raise UnionModelError where something stands at an address that Spark has not written there."""
        path = self.session._jvm.org.apache.hadoop.fs.Path(address)
        system = path.getFileSystem(self.session._jsc.hadoopConfiguration())
        if not system.exists(path) or "_SUCCESS" in [name for name, _, _ in self._entries(address) or []]:
            return
        raise UnionModelError(
            Text(
                zh=f"{address} 已经存在，而且不是 Spark 写出的结果；请换一个位置，或先移走它",
                en=f"{address} is there already, and not as findings that Spark wrote; choose another place, or move it away",
            )
        )

    def frame(self, rows: pl.DataFrame) -> Any:
        """Return rows as a Spark data frame."""
        import pyarrow as pa

        table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
        plain = [
            field.with_type(pa.list_(pa.string())) if pa.types.is_large_list(field.type) else field
            for field in table.schema
        ]
        return self.session.createDataFrame(table.cast(pa.schema(plain)))

    def write(self, rows: Any, address: str) -> Any:
        """Write a data frame as a folder of Parquet files, in place of what is there, and return it as it was written."""
        rows.write.mode("overwrite").parquet(address)
        return self.session.read.parquet(address)


def _damaged(title: str, problem: BaseException) -> InputError:
    reason = str(problem).partition("\n")[0][:120]
    return InputError(
        title,
        None,
        Text(zh=f"无法读取（{reason}）", en=f"cannot be read ({reason})"),
        Text(zh="重新导出为 Parquet", en="export it again as Parquet"),
    )
