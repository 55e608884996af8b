"""For the site: fences the examples of a docstring, which stand in plain doctest form, so that Markdown shows them as code."""

from __future__ import annotations

import re
from typing import Any

import griffe

#: From the first prompt to the next blank line.
_EXAMPLE = re.compile(r"^>>> .*?(?=\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)


class DoctestFences(griffe.Extension):
    """Called by griffe for each object that it reads."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = _EXAMPLE.sub(lambda found: f"```pycon\n{found[0]}\n```", obj.docstring.value)
