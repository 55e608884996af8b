"""Whole structures as tests: a story in prose, the structure, and what every rule that matters says of whom.

A file is one story. It may be judged several times: on another day, under other packs or parameters.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast

from unionmodel.api import check as api
from unionmodel.api.asked import Asked
from unionmodel.checking.checking import Engine
from unionmodel.checking.report.baseline import Baseline
from unionmodel.checking.report.report import Noted, Report
from unionmodel.errors import InputErrors, UnknownName
from unionmodel.language import Text
from unionmodel.rulepacks import DEFAULT_PACKS, resolved, shipped
from unionmodel.rules.pack import Pack
from unionmodel.testing.case_reading import Case, read_file
from unionmodel.testing.expecting import Expectation, Only, differences
from unionmodel.testing.judged import silent


def load_cases(path: str | os.PathLike[str]) -> tuple[Case, ...]:
    """Return the cases of a YAML file, or of all YAML files of a folder. Needs the extra `yaml`.

    Raises InputErrors with everything that is wrong with the files, each with file and line.
    """
    from unionmodel.io.stored.cases import case_files

    errors: list[Any] = []
    cases: list[Case] = []
    for file in case_files(Path(path)):
        try:
            cases.extend(read_file(file))
        except InputErrors as problems:
            errors.extend(problems.errors)
    if errors:
        raise InputErrors(errors)
    return tuple(cases)


def run_case(case: Case, engine: Engine = "rows", packs: Sequence[Pack] = ()) -> Report:
    """Judge a case and return the report. `packs` are packs of your own, which the case may name.

    Raises AssertionError with every difference, each with the line of the case that expects otherwise, and UnknownName
    for packs, rules or parameters that do not exist.
    """
    chosen = Asked(packs_of(case, packs), case.parameters).law(case.structure)
    report = api.check(
        case.structure, chosen, on=case.on, engine=engine, select=case.select, proposed=case.proposed,
        baseline=None if case.known is None else Baseline(dict.fromkeys(case.known, Noted())),
    )  # fmt: skip

    def judged(code: str, subject: str) -> str:
        return silent(case.structure, chosen, report, code, subject, proposed=case.proposed).value

    found = differences(report, case.expected, only=case.only, judged=judged, where=f"{case.file}:{case.line}")
    if found:
        head = Text(zh=f"{case.title.zh}（{case.on}，{engine}）", en=f"{case.title.en} ({case.on}, {engine})")
        raise AssertionError("\n".join([head.within(None), *(one.within(None) for one in found)]))
    return report


def packs_of(case: Case, own: Sequence[Pack] = ()) -> tuple[Pack, ...]:
    """Return the packs that judge a case, those of your `own` among them. Raises UnknownName."""
    if case.packs == DEFAULT_PACKS:
        usual = resolved(DEFAULT_PACKS, case.structure)
        return (*(pack for pack in usual if pack.name not in {one.name for one in own}), *own)
    known = {**shipped(), **{pack.name: pack for pack in own}}
    for name in case.packs:
        if name not in known:
            raise UnknownName(Text(zh="规则包", en="pack"), name, known)
    return tuple(known[name] for name in case.packs)


def assert_report(
    report: Report,
    expected: Mapping[str, Mapping[str, str | Mapping[str, Any]]],
    *,
    only: Literal["broken", "findings"] | None = None,
) -> None:
    """Hold a report to what is expected: by code and subject an outcome, or a mapping with more about the finding.

    The mapping has `outcome` and any of `severity`, `fields`, `missing`, `cites`, `message` (what its Chinese or English
    sentence contains). What holds or does not apply is not listed in a report: it is expected to be silent, and counted.
    `only` refuses other findings: ``broken`` ones, or all ``findings``. Raises AssertionError with every difference.

    >>> from datetime import date
    >>> from unionmodel import Structure, check
    >>> report = check(Structure(unions=[{"id": "u1", "kind": "joint_union"}]), on=date(2022, 12, 31), select="TUL204")
    >>> assert_report(report, {"TUL204": {"u1": "broken"}}, only="broken")
    """
    wanted = [
        Expectation.of(code, subject, said) for code, subjects in expected.items() for subject, said in subjects.items()
    ]
    found = differences(report, wanted, only=cast(Only, only))
    if found:
        raise AssertionError("\n".join(one.within(None) for one in found))
