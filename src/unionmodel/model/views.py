"""Tables as their users see them: mappings and sequences of records, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload


class Keyed(Mapping[str, Any]):
    """A table with a key, as a read-only mapping from key to record."""

    def __init__(self, rows: Mapping[str, int], record: Callable[[int], Any]) -> None:
        self._rows = rows
        self._record = record
        self._made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._record(self._rows[key])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} records>"


class Rows(Sequence[Any]):
    """A table without a key, as a read-only sequence of records."""

    def __init__(self, size: int, record: Callable[[int], Any]) -> None:
        self._size = size
        self._record = record
        self._made: dict[int, Any] = {}

    @overload
    def __getitem__(self, number: int) -> Any: ...
    @overload
    def __getitem__(self, number: slice) -> list[Any]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(self._size))]
        row = range(self._size)[number]
        made = self._made.get(row)
        if made is None:
            made = self._made[row] = self._record(row)
        return made

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"<{len(self)} records>"
