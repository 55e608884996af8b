"""What an employer that has a union is still told to do: enrol everyone, complete the bodies, pull related firms (C13)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from unionmodel.checking.checking import check
from unionmodel.checking.report.report import Finding, Outcome
from unionmodel.language import Text
from unionmodel.organise.founding.routes import Paths


class Advice:
    """What is missing at the unions of a structure, found once for all employers."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def of(self, row: int, union: int) -> Iterator[Text]:
        """Yield what an employer, by row, and the union it is in are still to do."""
        paths = self._paths
        employer = paths.employers["id"][row]
        members, workers = self._counted(row, union)
        if members is None or workers is None:
            yield Text(zh="会员数不明，先补填", en="members are not known: record them")
        elif members < workers:
            yield Text(zh=f"还有 {workers - members} 名职工没有入会", en=f"{workers - members} workers have not joined")
        if paths.unions["body"][union] is None:
            yield Text(
                zh="没有填写组织机构：委员会、组织员或主席",
                en="its body is not recorded: committee, organiser or chair",
            )
        for finding in self._bodies.get(paths.unions["id"][union], ()):
            cites = ", ".join(finding.cites)
            yield Text(zh=f"补齐机构：{finding.mend.zh} [{cites}]", en=f"complete it: {finding.mend.en} [{cites}]")
        behind = paths.followers(employer)
        if behind:
            yield Text(
                zh=f"带动尚未建会的关联企业：{'、'.join(behind)}",
                en=f"pull the related firms without a union: {', '.join(behind)}",
            )

    def _counted(self, row: int, union: int) -> tuple[int | None, int | None]:
        """Return members and workers: of the survey, else what a union of this employer alone and the employer say."""
        paths = self._paths
        employer = paths.employers["id"][row]
        if employer in paths.surveyed:
            return paths.surveyed[employer]
        alone = paths.unions["kind"][union] == "basic_union" and self._employers_of[union] == 1
        return paths.unions["members"][union] if alone else None, paths.employers["workers"][row]

    @cached_property
    def _employers_of(self) -> Counter[int]:
        """How many employers each union covers."""
        return Counter(union for several in self._paths.covered_by.values() for union in set(several))

    @cached_property
    def _bodies(self) -> Mapping[str, list[Finding]]:
        """What is broken of the bodies of each union."""
        paths = self._paths
        known = {rule.code for pack in paths.packs for rule in pack.rules}
        codes = [code for code in paths.scheme.founding.bodies if code in known]
        found: dict[str, list[Finding]] = defaultdict(list)
        if not codes:
            return found
        report = check(paths.structure, paths.packs, on=paths.on, select=codes, proposed=paths.proposed)
        for finding in sorted(report.findings, key=lambda finding: codes.index(finding.code)):
            if finding.outcome is Outcome.BROKEN:
                found[finding.subject].append(finding)
        return found
