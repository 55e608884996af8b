"""Synthetic registers, the same for a seed: small ones in memory, and those of a nation as Parquet.

`columns` draws a register of any size on the divisions of Gansu as Python lists, for tests and small measurements.
`python -m benchmarks.register` writes one of up to millions of unions as Parquet, with whole columns at a time; see
`national`.
"""

from __future__ import annotations

from benchmarks.register.small import ON, Columns, columns, size

__all__ = ["ON", "Columns", "columns", "size"]
