"""Files of parameters: another province's floor, threshold and target, in the place of those that packs bring."""

from __future__ import annotations

import os
from pathlib import Path

from unionmodel.errors import PackErrors
from unionmodel.io.stored.campaigns import read_table
from unionmodel.language import Text
from unionmodel.law.dated import Dated
from unionmodel.law.own_values import Known, own_values_in
from unionmodel.law.reading import Section, located


def read_own_values(path: str | os.PathLike[str], known: Known, others: Known) -> dict[str, Dated | str]:
    """Return the values and options of a file of parameters, by name; `known` are those of the packs in use,
    `others` those of packs that are not.

    Raises InputErrors where the file cannot be read, PackErrors with everything that is wrong with what it says.
    """
    root = Section(read_table(path, Text(zh="用 TOML 写参数", en="write parameters in TOML")))
    found = own_values_in(root, known, others)
    if root.faults:
        raise PackErrors(located(fault, Path(path).name) for fault in root.faults)
    return found
