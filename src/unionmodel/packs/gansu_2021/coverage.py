"""Who takes these workers: the tiers of coverage, and the rules that ask that somebody does (C01, C12)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.packs.gansu_2021.base import IN_AREA, PLAN, STARTS, place_in_area
from unionmodel.packs.shared import (
    COUNT_PLACE,
    COUNTING_SURVEY,
    COVERED_BY_BASIC,
    COVERED_BY_JOINT,
    HEADCOUNTS_RECORDED,
    KEY_GROUP,
    STANDING,
)
from unionmodel.rules.expr import FirstFound
from unionmodel.rules.facts import Aggregate, Derived, Inside, Itself, Linked, LookUp, Nearest
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.terms import covers, headcounts, places, unions
