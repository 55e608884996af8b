"""Hypothesis profiles: a few examples by default, the same ones every time in CI, many for a long look.

``pytest --hypothesis-profile=long`` chooses; ``HYPOTHESIS_PROFILE`` in the environment does, too.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: No tests: what is run by hand to compare two states of the code.
collect_ignore = ["corpus", "corpus.py"]

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("long", settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))
