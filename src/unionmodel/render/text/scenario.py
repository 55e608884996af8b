"""A scenario as text: its steps with who approves each, and what changes in the findings."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.checking.report.report import Outcome
from unionmodel.language import Language, Text
from unionmodel.organise.scenario.answer import Scenario
from unionmodel.render.text.comparison import summary


def scenario(found: Scenario, language: Language) -> Iterator[str]:
    """Yield the steps, then the counts of rules that change, then new errors."""
    edits = len(found.edits)
    steps = "1 step" if len(found.steps) == 1 else f"{len(found.steps)} steps"
    changes = "1 edit" if edits == 1 else f"{edits} edits"
    yield Text(zh=f"共 {len(found.steps)} 步，{edits} 处修改。", en=f"{steps}, {changes}.")
    for number, step in enumerate(found.steps, 1):
        yield f"  {number}. {step.text.within(language)}"
        yield f"     {step.approval.within(language)}"
    comparison = found.comparison
    yield ""
    yield summary(comparison)
    titles = {rule.code: rule.title for report in (comparison.before, comparison.after) for rule in report.rules}
    for code, counts in comparison.counts.items():
        for outcome in (Outcome.BROKEN, Outcome.CANNOT_TELL):
            was, now = counts[outcome.value]
            if was != now:
                yield f"  {code} {titles[code].within(language)}: {outcome.text.within(language)} {was} → {now}"
    for one in comparison.came:
        if one.finding.severity == "error" and one.finding.outcome is Outcome.BROKEN:
            yield f"  × {one.finding.code} {one.finding.message.within(language)}"
