"""A report as people read it, and as code-scanning views take it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import unionmodel as um

ON = date(2022, 12, 31)
_FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "superior": "cg",
}  # fmt: skip
_ABOVE = {"id": "cg", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_POOR = um.Structure(
    unions=[_ABOVE, _FEDERATION], funding=[{"union": "f1", "year": 2022, "amount": "15000", "payer": "城关区总工会"}]
)


def report(structure: um.Structure = _POOR, **options: Any) -> um.Report:
    return um.check(structure, on=ON, **{"select": ["GS401", "GS402"], **options})


def test_a_finding_names_value_limit_gap_clause_and_mend_in_chinese() -> None:
    lines = report().render("text", "zh").splitlines()
    assert lines == [
        "有必须改正的问题：1 个错误，0 个警告，0 个提示，1 项无法判断。",
        "",
        "不符合 (1)",
        "  × GS401 错误  城关区快递行业工会联合会 2022 年工作经费 15000.00 元，低于 20000.00 元的下限，差 5000.00 元",
        "      对象：unions f1  [gansu-2021#C24]",
        "      改正：再落实 5000.00 元工作经费并登记来源",
        "",
        "无法判断，请补充资料 (1)",
        "  · GS402 提示  城关区快递行业工会联合会：无法判断“经费来自补助”，缺少判断“有写明拨付单位的定额或专项补助”的资料",
        "      对象：unions f1  [gansu-2021#C24]",
        "      改正：补填缺少的内容",
        "",
        "按 2022-12-31 的规定核对了 3 行资料、2 条规则（gansu-2021 1, trade-union-law 1, charter 1, acftu 1, data-quality 1）；0 次判断符合。",
    ]


def test_a_finding_names_value_limit_gap_clause_and_mend_in_english() -> None:
    lines = report().render("text", "en").splitlines()
    assert lines[:6] == [
        "There is something that must be mended: 1 errors, 0 warnings, 0 hints, 1 cannot be told.",
        "",
        "Broken (1)",
        "  × GS401 error  城关区快递行业工会联合会 has 15000.00 yuan of work funds in 2022, 5000.00 short of the 20000.00 yuan floor",
        "      subject: unions f1  [gansu-2021#C24]",
        "      mend: find 5000.00 yuan more and record the source",
    ]


def test_a_structure_without_findings_gets_a_short_answer() -> None:
    assert report(um.Structure(unions=[_ABOVE])).render("text", "zh").splitlines()[0] == "全部符合。"


def test_in_sarif_a_breach_fails_and_what_cannot_be_told_is_for_review() -> None:
    (run,) = json.loads(report().render("sarif", "en"))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["GS401", "GS402"]
    shown = [(one["ruleId"], one["kind"], one["level"]) for one in run["results"]]
    assert shown == [("GS401", "fail", "error"), ("GS402", "review", "none")]
    assert run["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "unions/f1"


def test_in_sarif_a_waived_breach_is_suppressed() -> None:
    waiver = um.Waiver(code="GS401", subject="f1", reason="拨付在途", by="城关区总工会", until=date(2023, 1, 31))
    (run,) = json.loads(report(select=["GS401"], waivers=[waiver]).render("sarif", "en"))["runs"]
    assert [(one["ruleId"], one["suppressions"]) for one in run["results"]] == [
        (
            "GS401",
            [{"kind": "external", "status": "accepted", "justification": "拨付在途 (城关区总工会, until 2023-01-31)"}],
        )
    ]


def test_the_same_finding_keeps_its_fingerprint_when_the_text_changes() -> None:
    prints = {
        language: [
            one["partialFingerprints"] for one in json.loads(report().render("sarif", language))["runs"][0]["results"]
        ]
        for language in ("zh", "en")
    }
    assert prints["zh"] == prints["en"]
    assert len({str(one) for one in prints["zh"]}) == 2
