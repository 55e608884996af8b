"""Spark on two cores of one machine against Polars, on the same registers in one run: what Spark costs before it pays.

`python -m benchmarks.spark 30000 300000` writes the part `spark` of RESULTS.md. All default packs are checked. Spark is
measured on its second check, when its programs are compiled; the first one is told beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import unionmodel as um
from benchmarks.parts import put
from benchmarks.register import ON, national

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.memory": "4g",
}


def session() -> Any:
    """Start Spark on two cores."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("benchmark")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("OFF")
    return made


def timed(check: Callable[[], um.RegisterReport]) -> tuple[float, um.RegisterReport]:
    """Return how long a check takes, and its report."""
    start = time.perf_counter()
    report = check()
    return time.perf_counter() - start, report


def measured(folder: Path, spark: Any) -> dict[str, float]:
    """Return the seconds of both engines on one register; their findings must be the same sums."""
    local, quick = timed(lambda: um.check_register(folder, on=ON))
    first, report = timed(lambda: um.check_register(str(folder), on=ON, engine="spark", session=spark))
    second, again = timed(lambda: um.check_register(str(folder), on=ON, engine="spark", session=spark))
    for one in (report, again):
        if one.counts != quick.counts or not one.summary.equals(quick.summary):
            raise SystemExit(f"{folder}: Spark and Polars do not find the same")
    return {
        "rows": quick.records,
        "findings": quick.summary["findings"].sum(),
        "local": local,
        "first": first,
        "second": second,
    }


def main() -> None:
    """Measure each size that is given, and write the part of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unions", nargs="*", type=int, default=[30_000, 300_000])
    sizes = parser.parse_args().unions
    spark = session()
    import pyspark

    lines = [
        "## Spark on two cores against Polars",
        "",
        f"All default packs, the same registers in one run, PySpark {pyspark.__version__} as `local[2]` against Polars on the same two",
        "cores; both find the same sums. How many times as long Spark takes, on its first and on its second check:",
        "",
        "| unions | rows | findings | first check | second check | second, per union, against the smallest size |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    smallest: float | None = None
    for unions in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for _ in national.write(Path(folder), unions, 1):
                pass
            found = measured(Path(folder), spark)
        per_union = found["second"] / unions
        smallest = smallest or per_union
        ratios = [f"{found[name] / found['local']:.1f}" for name in ("first", "second")]
        lines.append(
            f"| {unions:,} | {found['rows']:,.0f} | {found['findings']:,.0f} | {ratios[0]} | {ratios[1]} | {per_union / smallest:.2f} |"
        )
        print(lines[-1], flush=True)
    put("spark", lines)


if __name__ == "__main__":
    main()
