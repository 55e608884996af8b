"""What a check answers: findings, counts and the report that holds them. Text is made last, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part, plain
from unionmodel.language import Text, default_language, show
from unionmodel.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from unionmodel.model.records import Waiver
    from unionmodel.model.structure import Structure
    from unionmodel.rules.pack import Pack
    from unionmodel.rules.rule import Rule

_SEVERITIES = {"error": 0, "warning": 1, "info": 2}
#: The severities in words, and how each is marked in a list.
SEVERITIES = {
    "error": Text(zh="错误", en="error"),
    "warning": Text(zh="警告", en="warning"),
    "info": Text(zh="提示", en="hint"),
}
MARKS = {"error": "×", "warning": "!", "info": "·"}


class Outcome(str, Enum):
    """How a rule came out for a record."""

    HELD = "held"
    BROKEN = "broken"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    FAILED = "failed"

    def __str__(self) -> str:
        return str(self.value)

    @property
    def text(self) -> Text:
        """The outcome in words."""
        return _OUTCOMES[self.value]


_OUTCOMES = {
    "held": Text(zh="符合", en="held"),
    "broken": Text(zh="不符合", en="broken"),
    "cannot_tell": Text(zh="无法判断", en="cannot tell"),
    "not_applicable": Text(zh="不适用", en="not applicable"),
    "waived": Text(zh="已豁免", en="waived"),
    "failed": Text(zh="程序出错", en="failed"),
}


_NO_OUTCOMES = {outcome.value: 0 for outcome in Outcome}


def no_outcomes() -> dict[str, int]:
    """Return the counts of a rule that has judged nothing yet: how often each outcome came."""
    return _NO_OUTCOMES.copy()


@attrs.frozen
class Labels:
    """What is the same for all findings of a rule: its title, its sentences, and how its fields are called."""

    title: Text
    says: Text
    mend: Text
    names: Mapping[str, Text] = attrs.field(factory=dict)
    vocabularies: Mapping[str, type[Vocabulary]] = attrs.field(factory=dict)


@attrs.frozen
class Finding(Part):
    """One rule that a record breaks, that cannot be judged for it, or that is waived.

    `fields` are the values that decided, ready for JSON: money as yuan with two decimals, dates in ISO form. `missing`
    names the facts that a `cannot_tell` hangs on. `cites` says where it is written. `message` and `mend` are made from
    them in both languages. `waiver` is the one that waived it.
    """

    KEYS = (
        "code", "name", "outcome", "severity", "table", "subject", "place", "fields", "missing", "message", "cites",
    )  # fmt: skip

    code: str
    name: str
    outcome: Outcome
    severity: str
    table: str
    subject: str
    place: str | None
    fields: dict[str, Any]
    missing: tuple[str, ...]
    cites: tuple[str, ...]
    labels: Labels = attrs.field(eq=False, repr=False)
    record_name: str = attrs.field(default="", eq=False, repr=False)
    waiver: Waiver | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def message(self) -> Text:
        """What is wrong, with the values, in a sentence."""
        if self.outcome is Outcome.CANNOT_TELL:
            missing = [self.labels.names.get(name, Text(zh=name, en=name)) for name in self.missing]
            return Text(
                zh=f"{self._spoken('zh')['name']}：无法判断“{self.labels.title.zh}”，缺少{'、'.join(m.zh for m in missing)}",
                en=f"{self._spoken('en')['name']}: cannot tell “{self.labels.title.en}” without {', '.join(m.en for m in missing)}",
            )
        return self._filled(self.labels.says)

    @property
    def mend(self) -> Text:
        """How to mend it."""
        if self.outcome is Outcome.CANNOT_TELL:
            return Text(zh="补填缺少的内容", en="fill in what is missing")
        return self._filled(self.labels.mend)

    @property
    def fields_text(self) -> str:
        """The values that decided, as a cell of a table has them."""
        return ", ".join(f"{name}={value}" for name, value in self.fields.items())

    def words(self, language: str | None = None) -> dict[str, str]:
        """Return the values that decided, by field, as a sentence in `language` says them."""
        spoken = self._spoken(language or default_language())
        return {field: spoken[field] for field in self.fields}

    def _filled(self, text: Text) -> Text:
        return Text(zh=text.zh.format_map(self._spoken("zh")), en=text.en.format_map(self._spoken("en")))

    def _spoken(self, language: str) -> dict[str, str]:
        spoken = {field: self._word(field, value, language) for field, value in self.fields.items()}
        return {"name": self.record_name or self.subject, "subject": self.subject, "place": self.place or "?", **spoken}

    def _word(self, field: str, value: Any, language: str) -> str:
        if value is None:
            return {"zh": "未填写", "en": "not given"}[language]
        if isinstance(value, (list, tuple)):
            joined = {"zh": "、", "en": ", "}[language].join(self._word(field, one, language) for one in value)
            return joined or {"zh": "无", "en": "none"}[language]
        vocabulary = self.labels.vocabularies.get(field)
        if vocabulary is not None:
            return str(getattr(vocabulary.of(value), language))
        label = self.labels.names.get(f"{field}={value}")
        return show(label, language) if label is not None else str(value)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the finding as in the JSON of a report; one that is waived says by which waiver."""
        found = super().to_dict(language)
        if self.waiver is not None:
            found["waiver"] = {name: plain(getattr(self.waiver, name), None) for name in ("reason", "by", "until")}
        return found

    @property
    def order(self) -> tuple[int, str, str]:
        """Findings are listed by severity, code and subject."""
        return (_SEVERITIES.get(self.severity, 3), self.code, self.subject)


@attrs.frozen
class Noted:
    """How a finding was when a baseline took note of it; None where the file does not say."""

    outcome: str | None = None
    fields: Mapping[str, Any] | None = None

    def worsened(self, finding: Finding) -> bool:
        """Whether it could not be told then, and is broken now."""
        return self.outcome == Outcome.CANNOT_TELL.value and finding.outcome is Outcome.BROKEN

    def differs(self, finding: Finding) -> bool:
        """Whether the finding is another one now: its outcome, or the values that decided."""
        return (self.outcome is not None and self.outcome != finding.outcome.value) or bool(self.changes(finding))

    def changes(self, finding: Finding) -> dict[str, tuple[Any, Any]]:
        """Return the fields that have another value now, then and now."""
        if self.fields is None:
            return {}
        names = dict.fromkeys((*self.fields, *finding.fields))
        both = {name: (self.fields.get(name), finding.fields.get(name)) for name in names}
        return {name: values for name, values in both.items() if values[0] != values[1]}


@attrs.frozen
class Accepted(Part):
    """What a baseline made of a check: the findings it knew, and what became of the others (code, subject).

    `settled` are no longer found; `unchecked` are of rules that were not checked this time; `refused` of rules that
    cannot be waived, and so were not accepted. `changed` are those accepted that have other values than then.
    """

    KEYS = ("on", "accepted=findings", "changed", "settled", "unchecked", "refused")

    findings: tuple[Finding, ...]
    settled: tuple[tuple[str, str], ...]
    unchecked: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[Finding, Noted], ...] = ()
    on: date | None = None

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return it ready for JSON."""
        lists = {"settled": self.settled, "unchecked": self.unchecked, "refused": self.refused}
        changed = [
            {"code": finding.code, "subject": finding.subject, "from": noted.fields, "to": finding.fields}
            for finding, noted in self.changed
        ]
        return super().to_dict(language) | {
            "accepted": len(self.findings),
            "changed": changed,
            **{name: [{"code": code, "subject": subject} for code, subject in found] for name, found in lists.items()},
        }


@attrs.frozen(eq=False)
class Basis:
    """What was judged, and by what: the structure, the packs, and whether proposed unions counted.

    It stays in the process: a report that was pickled comes back without.
    """

    structure: Structure
    packs: tuple[Pack, ...]
    proposed: bool = True

    def __reduce__(self) -> tuple[Any, tuple[()]]:
        """Pickle as None: the data may be large, and a report is read without them."""
        return type(None), ()

    def __deepcopy__(self, _: object) -> Basis:
        return self


def _hashed(given: str | Callable[[], str]) -> str:
    return given if isinstance(given, str) else given()


@attrs.frozen
class Report(Answer):
    """The answer of a check: what was found on which day, in which input, by which rules.

    `counts` says for every rule how often each outcome came; `findings` lists what is broken, cannot be told, is
    waived or failed. `sha256` is the content hash of the structure, `records` how many rows it has. `absent` says of
    the rules that were not in force on the day why: not yet, or no longer. `accepted` is there where a baseline was.
    `basis` is what was judged, for those who show the findings beside the data; a report made by hand has none.
    """

    FORMAT = "unionmodel-report/1"
    KEYS = ("versions", "input.sha256=sha256", "input.records=records", "on", "ok", "counts", "findings")
    ROWS = "findings"
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("code", "name", "outcome", "severity", "table", "subject", "place"), str),
        **{"fields=fields_text": str, "missing": list, "message": str, "cites": list},
    }

    on: date
    findings: tuple[Finding, ...]
    counts: dict[str, dict[str, int]]
    versions: dict[str, Any]
    #: The hash, or a function that computes it: hashing costs more than re-checking an edit.
    _sha256: str | Callable[[], str] = attrs.field(alias="sha256", eq=_hashed, repr=False)
    records: int
    language: str | None = None
    rules: tuple[Rule, ...] = attrs.field(default=(), repr=False)
    absent: Mapping[str, Text] = attrs.field(factory=dict, repr=False)
    accepted: Accepted | None = None
    basis: Basis | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def sha256(self) -> str:
        """The content hash of the structure that was checked."""
        return _hashed(self._sha256)

    @property
    def ok(self) -> bool:
        """Whether no rule of severity error is broken and none failed."""
        return not any(
            finding.severity == "error" and finding.outcome in (Outcome.BROKEN, Outcome.FAILED)
            for finding in self.findings
        )

    def of(self, code: str) -> tuple[Finding, ...]:
        """Return the findings of one rule."""
        return tuple(finding for finding in self.findings if finding.code == code)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the report as its JSON, with messages in `language`."""
        found = super().to_dict(language)
        if self.accepted is not None:
            found["baseline"] = self.accepted.to_dict()
        return found
