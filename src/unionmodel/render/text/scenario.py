"""A scenario as text: its steps with who approves each, and what changes in the findings."""

from __future__ import annotations

from unionmodel.checking.report.report import Outcome
from unionmodel.language import Language, Text
from unionmodel.organise.scenario.answer import Scenario
from unionmodel.render.text.comparison import summary


def scenario(found: Scenario, language: Language) -> str:
    """Return the steps, then the counts of rules that change, then new errors."""
    edits = len(found.edits)
    steps = "1 step" if len(found.steps) == 1 else f"{len(found.steps)} steps"
    changes = "1 edit" if edits == 1 else f"{edits} edits"
    head = Text(zh=f"共 {len(found.steps)} 步，{edits} 处修改。", en=f"{steps}, {changes}.")
    lines = [head.within(language)]
    for number, step in enumerate(found.steps, 1):
        lines += [f"  {number}. {step.text.within(language)}", f"     {step.approval.within(language)}"]
    comparison = found.comparison
    lines += ["", summary(comparison).within(language)]
    titles = {rule.code: rule.title for report in (comparison.before, comparison.after) for rule in report.rules}
    for code, counts in comparison.counts.items():
        told = [(name, *counts[name]) for name in ("broken", "cannot_tell") if counts[name][0] != counts[name][1]]
        for name, was, now in told:
            word = Outcome(name).text.within(language)
            lines.append(f"  {code} {titles[code].within(language)}: {word} {was} → {now}")
    for one in comparison.came:
        if one.finding.severity == "error" and one.finding.outcome.value == "broken":
            lines.append(f"  × {one.finding.code} {one.finding.message.within(language)}")
    return "\n".join(lines)
