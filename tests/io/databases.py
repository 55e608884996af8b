"""Databases for tests: a DuckDB file, and a PostgreSQL server of its own that ends with the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: A statement that a database is to carry out, once for each row of values.
Run = Callable[..., None]
#: Where distributions keep the programs of the server, newest first.
_HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def server_programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`; None where PostgreSQL is not installed."""
    for folder in _HOMES:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found and shutil.which("postgres", path=str(Path(found).parent)) else None


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Yield the address of a new, empty server that listens on a socket in a folder of its own only."""
    with tempfile.TemporaryDirectory(prefix="um-pg-", ignore_cleanup_errors=True) as home:
        folder = Path(home)
        account = _account()
        if account:
            shutil.chown(folder, account)
        data, run = folder / "data", _as(account)
        subprocess.run(
            [*run, programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            check=True, capture_output=True,
        )  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        start = [*run, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            subprocess.run(
                [*run, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, capture_output=True
            )


def _account() -> str | None:
    """Return who shall run the server: it refuses to be run by root."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _as(account: str | None) -> list[str]:
    return ["setpriv", "--reuid", account, "--clear-groups", "--regid", "nogroup"] if account else []
