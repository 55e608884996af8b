"""An answer as the JSON of the public interface."""

from __future__ import annotations

import json

from unionmodel.answers import Answer
from unionmodel.language import Language
from unionmodel.printable import escaped


def render(answer: Answer, language: Language) -> str:
    """Return `answer` as JSON text, with its texts in `language`."""
    return escaped(json.dumps(answer.to_dict(language), ensure_ascii=False, indent=2))
