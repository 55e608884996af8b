"""What a union's name says of its kind and its industries."""

from __future__ import annotations

import re
from typing import Final

from unionmodel.rules.shared import ENDINGS

#: How people write the industries of the campaign in the names of federations.
_INDUSTRIES: Final = {
    "express_delivery": ("快递",), "road_freight": ("货运", "货车"), "ride_hailing": ("网约车",),
    "food_delivery": ("外卖", "配送", "网约送餐"),
}  # fmt: skip


def kinds_borne(name: str | None) -> tuple[str, ...]:
    """Return the kinds that bear a name with this ending, the usual one first.

    >>> kinds_borne("城关区快递行业工会联合会")[0], kinds_borne(None)
    ('industry_federation', ())
    """
    return next((kinds for ending, kinds in ENDINGS if re.fullmatch(f".*{ending}", name or "")), ())


def industries_named(name: str | None) -> list[str]:
    """Return the industries that a name speaks of.

    >>> industries_named("城关区快递行业工会联合会")
    ['express_delivery']
    """
    return [industry for industry, words in _INDUSTRIES.items() if any(word in (name or "") for word in words)]
