"""How a check ends, for the program that called it."""

from __future__ import annotations

import unionmodel as um

BROKEN, UNREADABLE, DEFECT = 1, 2, 3


def exit_code(ok: bool, *reports: um.Report) -> int:
    """Return 0 where all is well, 1 where a rule of severity error is broken, 3 where a rule itself failed."""
    if any(finding.outcome is um.Outcome.FAILED for report in reports for finding in report.findings):
        return DEFECT
    return 0 if ok else BROKEN
