"""Which organisations to found: the problem, its proof, and the edits that carry a plan out."""

from unionmodel.organise.planning.compute import plan as plan
from unionmodel.organise.planning.wishes import read_wishes as read_wishes
