"""What the ending of a union's name says about its kind."""

from __future__ import annotations

from functools import reduce

from unionmodel.language import Text
from unionmodel.rulepacks.acftu.base import REGISTRATION
from unionmodel.rules.expr import Expr
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import ENDINGS, STANDING
from unionmodel.rules.terms import unions
from unionmodel.rules.texts import Patterned

_NONE = len(ENDINGS)
_ENDING = Patterned(
    unions.name, (*((f".*{ending}", number) for number, (ending, _) in enumerate(ENDINGS)), (".*", _NONE))
)


def _either(one: Expr, other: Expr) -> Expr:
    return one | other


_CASES: list[Expr] = [_ENDING.is_in(number) & unions.kind.is_in(*kinds) for number, (_, kinds) in enumerate(ENDINGS)]
_BORNE: Expr = reduce(_either, _CASES)

_UNION = {"id": "u1", "name": "示例快递公司工会委员会", "kind": "basic_union", "place": "620102001"}

NAME_AGREES_WITH_KIND = rule(
    "ACF603",
    "name-agrees-with-kind",
    title=Text(zh="名称与类型相符", en="the name agrees with the kind"),
    force=Force.SHOULD,
    cites=REGISTRATION.clause("2"),
    each="unions",
    when=STANDING & (_ENDING < _NONE),
    require=_BORNE,
    shows={"kind": unions.kind},
    says=Text(zh="{name}的名称与类型不符：{kind}", en="the name {name} does not go with its kind: {kind}"),
    mend=Text(zh="核对类型；确实如此的，按规范更名", en="check the kind; if it is right, rename the union"),
    reason=Text(zh="看名称就应当知道是哪一种工会", en="a name should tell what kind of union it is"),
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="工会委员会是基层工会", en="a committee's name, a basic union"), "held"),
        Example(
            Text(zh="联合会却登记为基层工会", en="a federation's name, a basic union"),
            "broken",
            {"unions": [{"name": "城关区快递行业工会联合会"}]},
        ),
        Example(
            Text(zh="工会联合会", en="a federation"),
            "held",
            {"unions": [{"name": "城关区快递行业工会联合会", "kind": "industry_federation"}]},
        ),
        Example(
            Text(zh="联合基层工会", en="a joint union"),
            "held",
            {"unions": [{"name": "酒泉路联合基层工会", "kind": "joint_union"}]},
        ),
        Example(
            Text(zh="联合工会不是单独基层工会", en="a joint union's name, a basic union"),
            "broken",
            {"unions": [{"name": "酒泉路联合工会"}]},
        ),
        Example(
            Text(zh="总工会", en="a general federation"),
            "held",
            {"unions": [{"name": "城关区总工会", "kind": "general_federation"}]},
        ),
        Example(
            Text(zh="工会工作委员会", en="a work committee"), "broken", {"unions": [{"name": "城关区工会工作委员会"}]}
        ),
        Example(Text(zh="其他名称", en="another name"), "not_applicable", {"unions": [{"name": "示例快递之家"}]}),
        Example(Text(zh="类型不明", en="kind not known"), "cannot_tell", {"unions": [{"kind": None}]}),
    ),
)

RULES = (NAME_AGREES_WITH_KIND,)
