"""Sources that should have been looked at again by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.language import Text
from unionmodel.law.source import Source
from unionmodel.rules.pack import Pack

_READ = {
    "full": Text(zh="读过全文", en="read in full"),
    "part": Text(zh="读过一部分", en="read in part"),
    "report": Text(zh="只读过报道", en="only a report was read"),
    "own": Text(zh="自己写的", en="our own"),
}


@attrs.frozen
class StaleSource:
    """A source past its review date: the packs that cite it, by when it was to be looked at, and by how many days it is late."""

    source: Source
    packs: tuple[str, ...]
    review_by: date
    days: int

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the source ready for JSON."""
        latest = self.source.versions[-1]
        return {
            "source": self.source.id,
            "title": self.source.title.within(language),
            "packs": list(self.packs),
            "review_by": self.review_by.isoformat(),
            "days": self.days,
            "latest_version": latest.id,
            "read": latest.read,
            "confidence": self.source.confidence,
            "address": self.source.address,
        }


@attrs.frozen
class StaleLaw:
    """The sources that are past their review date on a day, the longest overdue first, and how many there are in all."""

    on: date
    sources: tuple[StaleSource, ...]
    reviewed: int

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the list ready for JSON."""
        return {
            "on": self.on.isoformat(),
            "sources": [source.to_dict(language) for source in self.sources],
            "reviewed": self.reviewed,
        }

    def render(self, language: str | None = None) -> str:
        """Return the list as text."""
        lines = [_line(one) for one in self.sources]
        lines.append(
            Text(
                zh=f"截至 {self.on}：{len(self.sources)} 个来源已过复核日期，{self.reviewed} 个未到。",
                en=f"As of {self.on}: {len(self.sources)} sources are past their review date, {self.reviewed} are not.",
            )
        )
        return "\n".join(line.within(language) for line in lines)


def law_stale(packs: Sequence[Pack], on: date) -> StaleLaw:
    """Return the sources past their review date; see `unionmodel.law_stale`."""
    cited: dict[str, tuple[Source, list[str]]] = {}
    for pack in packs:
        for name, source in pack.sources.items():
            cited.setdefault(name, (source, []))[1].append(pack.name)
    dated = [(source, tuple(names), source.review_by) for source, names in cited.values() if source.review_by]
    late = [StaleSource(source, names, by, (on - by).days) for source, names, by in dated if by < on]
    late.sort(key=lambda one: (one.review_by, one.source.id))
    return StaleLaw(on, tuple(late), len(dated) - len(late))


def _line(one: StaleSource) -> Text:
    title, latest = one.source.title, one.source.versions[-1]
    read = _READ[latest.read]
    return Text(
        zh=f"{title.zh} [{one.source.id}]：应在 {one.review_by} 前复核，已过 {one.days} 天；最新版本 {latest.id}（{read.zh}）；规则包：{'、'.join(one.packs)}",
        en=f"{title.en} [{one.source.id}]: to be reviewed by {one.review_by}, {one.days} days ago; latest version {latest.id} ({read.en}); packs: {', '.join(one.packs)}",
    )
