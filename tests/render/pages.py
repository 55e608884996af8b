"""A page of HTML as tests read it: a tree of elements, with what is shown in each language."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "link", "img", "hr"}


class Element:
    """An element with its attributes, children and texts."""

    def __init__(self, tag: str, given: dict[str, str]) -> None:
        self.tag, self.given = tag, given
        self.inside: list[Element | str] = []

    def all(self, tag: str, kind: str = "") -> list[Element]:
        return [
            one for one in self.walk() if one.tag == tag and (not kind or kind in one.given.get("class", "").split())
        ]

    def walk(self) -> Iterator[Element]:
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.walk()

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            else:
                yield from one._texts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Element("", {})
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: str) -> Element:
    """Return a page as a tree; an element that is not closed, or closed out of turn, is a failure."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1, [one.tag for one in reader.open]
    return reader.top


def article(page: str, language: str) -> Element:
    """Return the part of a page that is in one language."""
    return read(page).all("article", language)[0]


def section(page: str, heading: str) -> Element | None:
    """Return the section with a heading, in either language; None where there is none."""
    for one in read(page).all("section"):
        if one.all("h2")[0].text == heading:
            return one
    return None
