"""Findings that somebody accepts, with a reason, until a day. What is unused, expired or incomplete is itself found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.checking.report.report import Finding, Labels, Outcome
from unionmodel.errors import nearest
from unionmodel.language import Text

_MEND = Text(zh="改正或删除这条豁免", en="correct the waiver or delete it")
_LABELS = {
    "WAV901": Labels(
        Text(zh="豁免已过期", en="waiver expired"),
        Text(
            zh="对 {code} 的豁免（{waived}）已于 {until} 到期",
            en="the waiver of {code} for {waived} expired on {until}",
        ),
        Text(zh="重新审批或删除这条豁免", en="have it approved again, or delete it"),
    ),
    "WAV902": Labels(
        Text(zh="豁免没有用到", en="waiver not used"),
        Text(
            zh="对 {code} 的豁免（{waived}）没有对应的问题", en="the waiver of {code} for {waived} matches no finding"
        ),
        Text(zh="核对规则代码和对象，或删除这条豁免", en="check code and subject, or delete it"),
    ),
    "WAV903": Labels(
        Text(zh="豁免的规则不存在", en="waiver of an unknown rule"),
        Text(zh="没有代码为 {code} 的规则{guess_zh}", en="there is no rule {code}{guess_en}"),
        _MEND,
    ),
    "WAV904": Labels(
        Text(zh="豁免不完整", en="waiver incomplete"),
        Text(zh="豁免 {code}|{waived} 缺少：{lacking_zh}", en="the waiver {code}|{waived} lacks: {lacking_en}"),
        Text(zh="写明代码、对象、理由、批准人和有效期", en="give code, subject, reason, by and until"),
    ),
    "WAV905": Labels(
        Text(zh="规则不可豁免", en="rule cannot be waived"),
        Text(zh="规则 {code} 不可豁免", en="the rule {code} cannot be waived"),
        _MEND,
    ),
}
_NAMES = {
    "WAV901": "waiver-expired",
    "WAV902": "waiver-unused",
    "WAV903": "waiver-of-unknown-rule",
    "WAV904": "waiver-incomplete",
    "WAV905": "rule-not-waivable",
}
#: The codes of what is found about waivers themselves.
CODES = frozenset(_NAMES)
_REQUIRED = {"code": "规则代码", "subject": "对象", "reason": "理由", "by": "批准人", "until": "有效期至"}


def apply(
    findings: Sequence[Finding],
    counts: dict[str, dict[str, int]],
    waivers: Sequence[Any],
    on: date,
    known: Mapping[str, bool],
) -> list[Finding]:
    """Return `findings` with valid `waivers` applied and with what is wrong with the waivers; `counts` follows.

    `known` tells for the code of every rule whether it can be waived. Only broken rules are waived. A waiver of a rule
    that was not checked this time is left alone.
    """
    waived = list(findings)
    codes = {waiver.code for waiver in waivers}
    # Found once for all waivers: there may be many of either.
    of_code: dict[str, list[int]] = {}
    for number, finding in enumerate(waived):
        if finding.code in codes:
            of_code.setdefault(finding.code, []).append(number)
    for waiver in waivers:
        fault = fault_of(waiver, on, known)
        meant = [number for number in of_code.get(waiver.code, ()) if waiver.subject in ("*", waived[number].subject)]
        hits = [number for number in meant if waived[number].outcome is Outcome.BROKEN]
        if fault is None:
            for number in hits:
                waived[number] = attrs.evolve(waived[number], outcome=Outcome.WAIVED, waiver=waiver)
                counts[waiver.code]["broken"] -= 1
                counts[waiver.code]["waived"] += 1
            already = any(waived[number].outcome is Outcome.WAIVED for number in meant)
            if not hits and waiver.code in counts and not already:
                fault = "WAV902"
        if fault is not None:
            waived.append(finding_of(fault, waiver, known))
            zero = dict.fromkeys((outcome.value for outcome in Outcome), 0)
            counts.setdefault(fault, zero)["broken"] += 1
    return waived


def fault_of(waiver: Any, on: date, known: Mapping[str, bool]) -> str | None:
    """Return the code of what is wrong with a waiver by itself; None where nothing is."""
    if _lacking(waiver):
        return "WAV904"
    if waiver.code not in known:
        return "WAV903"
    if not known[waiver.code]:
        return "WAV905"
    return "WAV901" if waiver.until < on else None


def _lacking(waiver: Any) -> list[str]:
    return [name for name in _REQUIRED if getattr(waiver, name) is None]


def finding_of(code: str, waiver: Any, known: Mapping[str, bool]) -> Finding:
    """Return the finding about a waiver with the fault `code`."""
    guess = nearest(waiver.code or "", known) if code == "WAV903" else None
    fields = {"code": waiver.code, "waived": waiver.subject}
    if code == "WAV901":
        fields["until"] = waiver.until.isoformat()
    elif code == "WAV903":
        fields["guess_zh"] = f"；是不是想写 {guess}？" if guess else ""
        fields["guess_en"] = f"; did you mean {guess}?" if guess else ""
    elif code == "WAV904":
        lacking = _lacking(waiver)
        fields["lacking_zh"] = "、".join(_REQUIRED[name] for name in lacking)
        fields["lacking_en"] = ", ".join(lacking)
    subject = f"{waiver.code or ''}|{waiver.subject or ''}"
    return Finding(
        code, _NAMES[code], Outcome.BROKEN, "warning", "waivers", subject, None, fields, (), (), _LABELS[code]
    )
