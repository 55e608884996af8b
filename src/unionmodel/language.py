"""Which language a text is shown in, and text that exists in both."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable
from typing import Literal, cast

Language = Literal["zh", "en"]


def default_language() -> Language:
    """Return the language of texts where none is given: ``zh`` or ``en``.

    ``UNIONMODEL_LANG`` decides; else the system's language, where it is Chinese or English; else Chinese.

    >>> default_language() in ("zh", "en")
    True
    """
    candidates = (
        os.environ.get("UNIONMODEL_LANG"),
        os.environ.get("LC_ALL"),
        os.environ.get("LC_MESSAGES"),
        os.environ.get("LANG"),
        locale.getlocale()[0],
    )
    for candidate in candidates:
        name = (candidate or "").lower()
        if name.startswith(("zh", "chinese")):
            return "zh"
        if name.startswith("en"):
            return "en"
    return "zh"


class Text(str):
    """A sentence in Chinese and in English; as a ``str`` it is the one of the default language.

    >>> Text(zh="工会", en="union").en
    'union'
    """

    zh: str
    en: str

    def __new__(cls, *, zh: str, en: str) -> Text:
        text = super().__new__(cls, zh if default_language() == "zh" else en)
        text.zh = zh
        text.en = en
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return (_text, (self.zh, self.en))

    def within(self, language: str | None) -> str:
        """Return the sentence in `language` (``zh`` or ``en``; None: the default one)."""
        return cast(str, getattr(self, language or default_language()))

    def format_map(self, fields: object) -> Text:
        """Return the text with its named fields filled in, in both languages."""
        return Text(zh=self.zh.format_map(fields), en=self.en.format_map(fields))  # type: ignore[arg-type]


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


def listed(texts: Iterable[str], zh: str = "、", en: str = ", ") -> Text:
    """Return several texts as one: between them `zh` in Chinese and `en` in English.

    >>> listed([Text(zh="工会", en="union"), "u1"]).zh
    '工会、u1'
    """
    several = list(texts)
    return Text(zh=zh.join(show(one, "zh") for one in several), en=en.join(show(one, "en") for one in several))


def show(text: str, language: str | None = None) -> str:
    """Return `text` in `language`, whether it exists in both languages or in one."""
    return text.within(language) if isinstance(text, Text) else text
