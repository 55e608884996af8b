"""Unified social credit codes: their shape, their check character, whose they are, and that no two rows share one."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.rulepacks.data_quality.base import CREDIT_CODE, HYGIENE
from unionmodel.rules.facts import Peers
from unionmodel.rules.rule import Example, Force, Part, Rule, rule
from unionmodel.rules.terms import Terms, employers, unions
from unionmodel.rules.texts import CheckCharacter, Matches

#: Department and category, six digits of a division, nine characters of the organisation, the check character. Letters
#: that could be taken for digits (I, O, S, V, Z) are left out.
_SHAPE = (
    "(?:1[1239]|2[19]|3[123459]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)"
    "[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]"
)
_TABLES = (unions, employers)
# Made up, with the check character that goes with it.
_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "credit_code": "81620102MAXXXXXXX7",
}  # fmt: skip
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001"}


def _parts(judged: str) -> tuple[Part, ...]:
    found = []
    for terms in _TABLES:
        shaped = Matches(terms.credit_code, _SHAPE)
        when = terms.credit_code.known() if judged == "shape" else terms.credit_code.known() & shaped
        require = shaped if judged == "shape" else CheckCharacter(terms.credit_code)
        found.append(Part(TABLES[repr(terms)], when, require, {"credit_code": terms.credit_code}))
    return tuple(found)


SHAPE = Rule(
    "DAT903",
    "credit-code-shape",
    Text(zh="统一社会信用代码的形式", en="shape of a credit code"),
    Force.DATA_ERROR,
    (CREDIT_CODE.clause("shape"),),
    _parts("shape"),
    says=Text(
        zh="{name}的统一社会信用代码 {credit_code} 形式不对：应为十八位大写字母和数字（不用 I、O、S、V、Z），前两位是登记管理部门和机构类别",
        en="the credit code {credit_code} of {name} is not well formed: eighteen digits and capitals (no I, O, S, V, Z), the first two naming a department and a category",
    ),
    mend=Text(zh="对照证书改正", en="correct it by the certificate"),
    reason=Text(zh="代码是与其他系统对接的依据", en="other systems know the organisation by it"),
    scene={"unions": [_UNION], "employers": [_FIRM]},
    examples=(
        Example(Text(zh="形式正确", en="well formed"), "held"),
        Example(
            Text(zh="少一位", en="one character short"), "broken", {"unions": [{"credit_code": "81620102MAXXXXXXX"}]}
        ),
        Example(Text(zh="有字母 I", en="with an I"), "broken", {"unions": [{"credit_code": "81620102MAIXXXXXX7"}]}),
        Example(
            Text(zh="类别不对", en="no such category"), "broken", {"unions": [{"credit_code": "82620102MAXXXXXXX7"}]}
        ),
        Example(Text(zh="没有填写", en="not given"), "not_applicable", {"unions": [{"credit_code": None}]}),
    ),
)

CHECKSUM = Rule(
    "DAT904",
    "credit-code-checksum",
    Text(zh="统一社会信用代码的校验码", en="check character of a credit code"),
    Force.DATA_WARNING,
    (CREDIT_CODE.clause("check"),),
    _parts("check"),
    says=Text(
        zh="{name}的统一社会信用代码 {credit_code} 校验码不符，多半是抄错了一位",
        en="the check character of {name}'s credit code {credit_code} does not fit: most likely one character is miscopied",
    ),
    mend=Text(
        zh="对照证书核对；证书上就是如此的，可以豁免",
        en="compare with the certificate; if it says so there, waive this",
    ),
    reason=Text(
        zh="个别真实的代码也不符，所以只是警告", en="a few real codes fail the check, too: so this is only a warning"
    ),
    scene={"unions": [_UNION], "employers": [_FIRM]},
    examples=(
        Example(Text(zh="校验码正确", en="it fits"), "held"),
        Example(
            Text(zh="末位不对", en="another last character"),
            "broken",
            {"unions": [{"credit_code": "81620102MAXXXXXXX8"}]},
        ),
        Example(
            Text(zh="抄错一位", en="one digit miscopied"), "broken", {"unions": [{"credit_code": "81620103MAXXXXXXX7"}]}
        ),
        Example(
            Text(zh="形式不对的另有规则", en="not well formed"), "not_applicable", {"unions": [{"credit_code": "8162"}]}
        ),
        Example(Text(zh="没有填写", en="not given"), "not_applicable", {"unions": [{"credit_code": None}]}),
    ),
)

UNION_DEPARTMENT = rule(
    "DAT905",
    "union-code-department",
    title=Text(zh="工会的代码以 81 或 89 开头", en="a union's code begins with 81 or 89"),
    force=Force.DATA_WARNING,
    cites=CREDIT_CODE.clause("department"),
    each="unions",
    when=unions.credit_code.known(),
    require=Matches(unions.credit_code, "8[19].*"),
    shows={"credit_code": unions.credit_code},
    says=Text(
        zh="{name}的统一社会信用代码 {credit_code} 不以 81 或 89 开头，可能填了单位的代码",
        en="the credit code {credit_code} of {name} does not begin with 81 or 89: perhaps it is the employer's",
    ),
    mend=Text(zh="填工会自己的法人资格证书上的代码", en="give the code of the union's own certificate"),
    reason=Text(
        zh="工会由总工会登记，登记管理部门代码是 8", en="unions are registered by the federation, whose department is 8"
    ),
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="81 开头", en="begins with 81"), "held"),
        Example(Text(zh="89 开头", en="begins with 89"), "held", {"unions": [{"credit_code": "89620102MAXXXXXXX0"}]}),
        Example(
            Text(zh="单位的代码", en="an employer's code"),
            "broken",
            {"unions": [{"credit_code": "91620102MAXXXXXXX6"}]},
        ),
        Example(Text(zh="没有填写", en="not given"), "not_applicable", {"unions": [{"credit_code": None}]}),
    ),
)


def _shared(terms: Terms) -> Part:
    given = terms.credit_code.known()
    rows = Peers(
        "rows_with_code", "相同代码的行数", "rows with this code", by=(terms.credit_code,), where=given, pick="count"
    )
    shows = {"credit_code": terms.credit_code, "rows": rows}
    return Part(TABLES[repr(terms)], given, rows <= 1, shows)


UNIQUE = Rule(
    "DAT906",
    "credit-code-unique",
    Text(zh="统一社会信用代码不重复", en="credit codes are not shared"),
    Force.DATA_ERROR,
    (HYGIENE.clause("unique"),),
    tuple(_shared(terms) for terms in _TABLES),
    says=Text(
        zh="{name}的统一社会信用代码 {credit_code} 有 {rows} 行在用",
        en="the credit code {credit_code} of {name} is used by {rows} rows",
    ),
    mend=Text(zh="同一个组织的合并为一行，否则改正代码", en="make one row of one organisation, or correct the code"),
    reason=Text(zh="一个代码只属于一个组织", en="a code belongs to one organisation"),
    # Two rows of one organisation make every count wrong: this is to be mended, not accepted.
    waivable=False,
    scene={
        "unions": [_UNION, {**_UNION, "id": "u2", "name": "示例货运公司工会", "credit_code": "81620102MAYYYYYYYQ"}],
        "employers": [_FIRM],
    },
    examples=(
        Example(Text(zh="各不相同", en="each its own"), "held"),
        Example(
            Text(zh="两个工会相同", en="two unions share one"),
            "broken",
            {"unions": [{}, {"credit_code": "81620102MAXXXXXXX7"}]},
        ),
        Example(
            Text(zh="工会与单位相同不在此列", en="a union and an employer"),
            "held",
            {"employers": [{"credit_code": "81620102MAXXXXXXX7"}]},
        ),
        Example(
            Text(zh="没有填写", en="not given"),
            "not_applicable",
            {"unions": [{"credit_code": None}, {"credit_code": None}]},
        ),
    ),
)

RULES = (SHAPE, CHECKSUM, UNION_DEPARTMENT, UNIQUE)
