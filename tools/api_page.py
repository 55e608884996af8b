"""The page of the Python interface: every public name under a heading, filled in from its docstring when the site is built."""

from __future__ import annotations

import unionmodel as um

#: What a reader looks for, and the names of it. Whatever is public and stands nowhere here comes last.
_SUBJECTS = {
    "Structures": (
        "load", "save", "export", "template", "schema", "demo", "DEMO_DAY", "Structure", "add", "change", "remove", "divisions", "Divisions", "InputErrors", "UnionModelError",
    ),
    "Judging": (
        "check", "DEFAULT_PACKS", "Report", "Finding", "Outcome", "why", "explain", "compare", "Comparison", "FindingChange",
        "Baseline", "Checker",
    ),
    "Registers": ("check_register", "Register", "RegisterReport", "roster", "RosterCounts"),
    "Pictures": ("draw", "Picture"),
    "Organising": (
        "coverage", "coverage_if", "coverage_change", "recommend", "recommend_all", "Recommendation", "Recommendations",
        "campaign", "maturity", "maturity_all", "money", "staffing", "pairing", "reconcile", "plan",
    ),
    "Mending": ("repair", "undo", "Repairs", "Remedy", "Mend", "scenario", "Scenario", "reorganise"),
    "Law and packs": ("law_coverage", "law_stale", "packs", "Pack", "PackErrors"),
    "Records": (
        "Union", "Employer", "Place", "Headcount", "Cover", "Affiliation", "Funding", "Activity", "Officer", "Member",
        "DirectMembers", "Plan", "Channel", "Service", "Station", "Pairing", "Waiver",
    ),
}  # fmt: skip
_START = """# Python interface

What other programs rely on; everything else may change. `import unionmodel as um` makes all of it available, and loads what a name
needs when it is first used. The same in words and with examples: [ten minutes for developers](../en/developers.md).
"""


def page() -> str:
    """Return the page: headings, and for each name the place whose docstring the site shows."""
    listed = {name for names in _SUBJECTS.values() for name in names}
    subjects = {**_SUBJECTS, "More": tuple(name for name in um.__all__ if name not in listed)}
    parts = [_START]
    for subject, names in subjects.items():
        there = [name for name in names if name in um.__all__]
        if there:
            parts.append(f"## {subject}\n")
            parts.extend(f"::: {um._HOME[name]}.{name}\n" for name in there)
    return "\n".join(parts)
