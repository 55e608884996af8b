"""How `repair` mends the findings of single jurisdictions."""

from __future__ import annotations

from unionmodel.rules.mending import NO_FOUNDING, Mends

MENDS = {
    "OVL201": Mends(NO_FOUNDING, "founding.at_employer"),
}
