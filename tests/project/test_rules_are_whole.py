"""What every rule of every pack brings: citations that resolve, examples, two languages, and a page."""

from __future__ import annotations

import re

import pytest

import unionmodel as um
from tests.project.project import ROOT
from unionmodel.language import Text
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule

CASES = [pytest.param(pack, rule, id=f"{pack.name} {rule.code}") for pack in um.packs().values() for rule in pack.rules]
CHINESE = re.compile("[\u4e00-\u9fff]")


def texts_of(rule: Rule) -> list[Text]:
    return [rule.title, rule.says, rule.mend, rule.reason, *(example.title for example in rule.examples)]


@pytest.mark.parametrize(("pack", "rule"), CASES)
def test_a_rule_is_whole(pack: Pack, rule: Rule) -> None:
    assert rule.cites
    for citation in rule.cites:
        assert pack.sources[citation.source.id] is citation.source
        assert citation.clause in citation.source.clauses
        known = {version.id for version in citation.source.versions}
        assert citation.numbers and set(citation.numbers) <= known
    assert len({example.title.en for example in rule.examples}) >= 4
    for text in texts_of(rule):
        # A title such as 199 is the same in both.
        assert CHINESE.search(text.zh) or text.zh.isdigit()
        assert not CHINESE.search(text.en)
        text.zh.encode("gbk")
    for language in ("zh", "en"):
        page = (ROOT / "docs" / "reference" / f"{pack.name}.{language}.md").read_text(encoding="utf-8")
        assert f'## <a id="{rule.code.lower()}"></a>{rule.code} {rule.title.within(language)}' in page


def test_a_code_means_one_rule_in_all_packs() -> None:
    by_code: dict[str, set[int]] = {}
    for pack in um.packs().values():
        for rule in pack.rules:
            by_code.setdefault(rule.code, set()).add(id(rule))
    assert {code: len(rules) for code, rules in by_code.items() if len(rules) > 1} == {}


@pytest.mark.parametrize("pack", um.packs().values(), ids=lambda pack: pack.name)
def test_a_pack_mends_rules_of_its_own(pack: Pack) -> None:
    assert set(pack.mends) - {rule.code for rule in pack.rules} == set()
