"""A pack of one's own, as a file brings it."""

from qinghe_rules import PACK

__all__ = ["PACK"]
