"""How `repair` mends the findings of the All-China Federation."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rules.mending import ELECTED, NO_UNION, NOTHING_SAID, Mends

MENDS = {
    "ACF101": Mends(
        Text(
            zh="区域内没有可吸收的工会；直接会员要先发展",
            en="no union of its area could join; direct members must be enrolled first",
        ),
        "federations.members",
    ),
    "ACF102": Mends(NOTHING_SAID, "federations.no_member_union"),
    "ACF103": Mends(NO_UNION, "federations.cap"),
    "ACF201": Mends(ELECTED, "bodies.new_officer"),
    "ACF501": Mends(NOTHING_SAID, "membership.with_employer"),
    "ACF601": Mends(NOTHING_SAID, "bodies.seats"),
    "ACF602": Mends(ELECTED),
    "ACF603": Mends(
        Text(zh="名称和类型哪个有误，由人判断", en="whether name or kind is wrong is for people to say"),
        "bodies.name_or_kind",
    ),
}
