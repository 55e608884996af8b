"""The rules of a pack as a page, in Chinese or in English: what each asks, where that is written, and its examples."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from unionmodel.law.dated import Dated, Switch
from unionmodel.law.ledger import LedgerEntry
from unionmodel.law.source import Citation, Source
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.rule import Example, Rule

OUTCOMES = {
    "held": ("符合", "held"),
    "broken": ("不符合", "broken"),
    "cannot_tell": ("无法判断", "cannot tell"),
    "not_applicable": ("不适用", "not applicable"),
}
READ = {
    "full": ("全文已读", "read in full"),
    "part": ("只读到一部分", "read in part"),
    "report": ("只读到报道", "only a report about it was read"),
    "own": ("本库自定", "our own"),
}
SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "information")}

WORDS = {
    "zh": {
        "rules": "规则",
        "index": "每个规则包一页。规则代码永久不变。",
        "pack_head": "| 规则包 | 名称 | 版本 | 规则数 |\n| --- | --- | --- | --- |",
        "head": "| 代码 | 内容 | 力度 | 依据 |\n| --- | --- | --- | --- |",
        "sources": "依据",
        "source_head": "| 编号 | 文件 | 发布机关 | 版本（起施行，阅读情况）|\n| --- | --- | --- | --- |",
        "force": "力度",
        "cites": "依据",
        "starts": "起始日期",
        "reason": "理由",
        "says": "不符合时",
        "mend": "处理",
        "reads": "参数与开关",
        "preview": "预览：依据未读全文，只有按代码指名时才运行。",
        "examples": "| 示例 | 结论 |\n| --- | --- |",
        "ours": "依据未定数值，由本库选定",
        "default": "默认",
        "from": "起",
        "none": "无",
        "overlay": "本地另有规定",
        "overlay_head": "其他规则包的规则在这里有不同的数值或力度：",
        "ledger": "条款台账",
        "ledger_head": "| 条款 | 内容 | 状态 | 实现 | 说明 |\n| --- | --- | --- | --- | --- |",
        "colon": "：",
        "comma": "；",
        "made": "本页由 `tools/make_docs.py` 生成，请勿手工修改。",
    },
    "en": {
        "rules": "Rules",
        "index": "A page for each pack. The code of a rule never changes.",
        "pack_head": "| pack | title | version | rules |\n| --- | --- | --- | --- |",
        "head": "| code | what it asks | force | where it says so |\n| --- | --- | --- | --- |",
        "sources": "Sources",
        "source_head": "| id | text | issued by | versions (in force from, how far read) |\n| --- | --- | --- | --- |",
        "force": "Force",
        "cites": "Where it says so",
        "starts": "From",
        "reason": "Why",
        "says": "When broken",
        "mend": "To mend it",
        "reads": "Parameters and switches",
        "preview": "Preview: its source was not read in full; it runs only when asked for by its code.",
        "examples": "| example | outcome |\n| --- | --- |",
        "ours": "the text gives no number; this one is ours",
        "default": "default",
        "from": "from",
        "none": "none",
        "overlay": "What is otherwise here",
        "overlay_head": "Rules of other packs have another number or force here:",
        "ledger": "Ledger of clauses",
        "ledger_head": "| clause | about | state | implemented by | remark |\n| --- | --- | --- | --- | --- |",
        "colon": ": ",
        "comma": "; ",
        "made": "`tools/make_docs.py` makes this page; do not edit it by hand.",
    },
}


def index(packs: Iterable[Pack], language: str) -> str:
    """Return the page that lists the packs."""
    words = WORDS[language]
    rows = [
        f"| [`{pack.name}`]({pack.name}.{language}.md) | {pack.title.within(language)} | {pack.version} "
        f"| {len(pack.rules)} |"
        for pack in packs
    ]
    table = "\n".join([words["pack_head"], *rows])
    return "\n\n".join([f"# {words['rules']}", words["index"], table, f"*{words['made']}*"]) + "\n"


def page(pack: Pack, language: str) -> str:
    """Return the page of one pack."""
    words = WORDS[language]
    listed = [_line(rule, language) for rule in pack.rules]
    parts = [f"# {pack.title.within(language)} `{pack.name}`", "\n".join([words["head"], *listed])]
    parts += [_rule(pack, rule, language) for rule in pack.rules]
    if pack.overlay is not None:
        parts += [f"## {words['overlay']}", "\n".join([words["overlay_head"], "", *_otherwise(pack.overlay, language)])]
    if pack.sources:
        rows = [_source(source, language) for source in pack.sources.values()]
        parts += [f"## {words['sources']}", "\n".join([words["source_head"], *rows])]
    if pack.ledger:
        entries = [_entry(entry, language) for entry in pack.ledger]
        parts += [f"## {words['ledger']}", "\n".join([words["ledger_head"], *entries])]
    return "\n\n".join([*parts, f"*{words['made']}*"]) + "\n"


def _line(rule: Rule, language: str) -> str:
    title, where = _cell(rule.title.within(language)), _cites(rule.cites, rule.on, language)
    return f"| [{rule.code}](#{rule.code.lower()}) | {title} | {_force(rule, language)} | {where} |"


def _rule(pack: Pack, rule: Rule, language: str) -> str:
    words = WORDS[language]
    facts = [
        (words["force"], _force(rule, language)),
        (words["cites"], _cites(rule.cites, rule.on, language)),
        *([(words["starts"], rule.starts.isoformat())] if rule.starts else []),
        (words["reason"], rule.reason.within(language)),
        (words["says"], f"`{rule.says.within(language)}`"),
        (words["mend"], f"`{rule.mend.within(language)}`"),
    ]
    parts = [f'## <a id="{rule.code.lower()}"></a>{rule.code} {rule.title.within(language)}', f"`{rule.name}`"]
    if rule.preview:
        parts.append(words["preview"])
    parts.append("\n".join(f"- **{label}**{words['colon']}{text}" for label, text in facts))
    if rule.reads:
        lines = [_parameter(pack.parameters[name], language) for name in rule.reads]
        parts.append("\n".join([f"**{words['reads']}**", "", *lines]))
    if rule.examples:
        parts.append("\n".join([words["examples"], *(_example(example, language) for example in rule.examples)]))
    return "\n\n".join(parts)


def _otherwise(overlay: Overlay, language: str) -> list[str]:
    """Return a line for each value and each force that a jurisdiction has of its own."""
    lines = [
        _parameter(found, language).replace(f"`{found.name}`", f"`{name}`") for name, found in overlay.values.items()
    ]
    for code, (force, where) in overlay.forces.items():
        severity = _aside(_of(SEVERITIES[force.severity], language), language)
        cited = _aside(_cites((where,), where.source.versions[-1].start, language), language)
        lines.append(f"- `{code}`{WORDS[language]['colon']}{force.text.within(language)}{severity}{cited}")
    return lines


def _parameter(found: Dated | Switch, language: str) -> str:
    words = WORDS[language]
    head = f"- `{found.name}`{words['colon']}"
    if isinstance(found, Switch):
        options = [
            f"`{name}` {text.within(language)}" + (_aside(words["default"], language) if name == found.default else "")
            for name, text in found.options.items()
        ]
        return head + found.question.within(language) + " " + words["comma"].join(options)
    values = []
    for step in found.values:
        value = words["none"] if step.value is None else found.shown(step.value).within(language)
        where = "" if step.citation is None else _aside(_cites((step.citation,), step.start, language), language)
        since = f"{step.start} {words['from']}" if language == "zh" else f"{words['from']} {step.start}"
        values.append(f"{since} {value}{where}")
    ours = _aside(words["ours"], language) if found.ours else ""
    return head + found.label.within(language) + words["colon"] + words["comma"].join(values) + ours


def _example(example: Example, language: str) -> str:
    return f"| {_cell(example.title.within(language))} | {_of(OUTCOMES[example.outcome], language)} |"


def _source(source: Source, language: str) -> str:
    versions = [f"{version.start} {_of(READ[version.read], language)}" for version in source.versions]
    title, issuer = source.title.within(language), source.issuer.within(language)
    return f"| `{source.id}` | {_cell(title)} | {_cell(issuer)} | {WORDS[language]['comma'].join(versions)} |"


def _entry(entry: LedgerEntry, language: str) -> str:
    made = ", ".join(f"`{name}`" for name in entry.implemented_by)
    why = _cell(entry.why.within(language)) if entry.why else ""
    return (
        f"| {entry.clause} | {_cell(entry.title.within(language))} | {entry.label.within(language)} | {made} | {why} |"
    )


def _cites(cites: Iterable[Citation], on: date, language: str) -> str:
    return WORDS[language]["comma"].join(_cell(citation.render(language, on)) for citation in cites)


def _force(rule: Rule, language: str) -> str:
    return rule.force.text.within(language) + _aside(_of(SEVERITIES[rule.severity], language), language)


def _aside(text: str, language: str) -> str:
    return f"（{text}）" if language == "zh" else f" ({text})"


def _of(pair: tuple[str, str], language: str) -> str:
    return pair[0 if language == "zh" else 1]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
