"""Facts: what a rule knows about a row beyond its own cells, one file an operator.

Looking forward through a reference that is blank or does not resolve gives unknown. Looking backward (who covers me,
who is anchored here) finds what is there: a row whose selecting cells are blank is not found. A fact is declared once
and computed once, however many rules read it.

Each engine has a file of the same name for the operator, where it writes how it computes it.
"""

from unionmodel.rules.facts.aggregate import Aggregate
from unionmodel.rules.facts.chain import Chain
from unionmodel.rules.facts.derived import Derived
from unionmodel.rules.facts.fact import Fact, IdRank, Itself, Step, facts_below, leaves_of, points_at, same_table
from unionmodel.rules.facts.first_of import FirstOf
from unionmodel.rules.facts.inside import Inside
from unionmodel.rules.facts.less_but_more import LessButMore
from unionmodel.rules.facts.linked import Linked
from unionmodel.rules.facts.local import Local
from unionmodel.rules.facts.look_up import LookUp
from unionmodel.rules.facts.matched import Matched
from unionmodel.rules.facts.nearest import Nearest
from unionmodel.rules.facts.peers import Peers
from unionmodel.rules.facts.place_fact import PlaceFact
from unionmodel.rules.facts.whole import Whole

__all__ = [
    "Aggregate",
    "Chain",
    "Derived",
    "Fact",
    "FirstOf",
    "IdRank",
    "Inside",
    "Itself",
    "LessButMore",
    "Linked",
    "Local",
    "LookUp",
    "Matched",
    "Nearest",
    "Peers",
    "PlaceFact",
    "Step",
    "Whole",
    "facts_below",
    "leaves_of",
    "points_at",
    "same_table",
]
