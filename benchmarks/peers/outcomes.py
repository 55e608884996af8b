"""Outcomes of a rule for a subject, and what a plain rule looks like."""

from __future__ import annotations

from benchmarks.peers.day import Truth

Outcome = str

HELD, BROKEN, CANNOT_TELL, NOT_APPLICABLE = OUTCOMES = ("held", "broken", "cannot_tell", "not_applicable")


def judge(when: Truth, require: Truth) -> Outcome:
    """Return the outcome of a rule for a record that it applies to (`when`) and that does what it asks (`require`)."""
    if when is False:
        return NOT_APPLICABLE
    if require is True:
        return HELD
    return BROKEN if when and require is False else CANNOT_TELL
