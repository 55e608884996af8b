"""Pictures as tests read them: the boxes, texts and lines of an SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import attrs

from unionmodel.render.pictures.widths import em

_NAMESPACE = "{http://www.w3.org/2000/svg}"


@attrs.frozen
class Shown:
    """One group of a picture: what it is, what is read aloud of it, its texts with their widths, and its outline."""

    kinds: frozenset[str]
    title: str
    texts: tuple[str, ...]
    text_width: float
    left: float
    right: float
    top: float
    bottom: float
    outline: str
    element: ElementTree.Element

    @property
    def width(self) -> float:
        return self.right - self.left


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def title(svg: str) -> str:
    return parsed(svg).findtext(f"{_NAMESPACE}title") or ""


def groups(svg: str, kind: str) -> list[Shown]:
    """Return the groups of a class, such as ``node`` or ``edge``, of a hierarchy."""
    return [_shown(one) for one in parsed(svg).iter(f"{_NAMESPACE}g") if kind in one.get("class", "").split()]


def texts(svg: str, kind: str = "") -> list[str]:
    return [
        one.text or ""
        for one in parsed(svg).iter(f"{_NAMESPACE}text")
        if kind in one.get("class", "").split() or not kind
    ]


def _shown(group: ElementTree.Element) -> Shown:
    own = list(group.iter(f"{_NAMESPACE}text"))
    numbers = [
        float(n) for one in group.iter() for n in re.findall(r"-?[\d.]+", one.get("points") or one.get("d") or "")
    ]
    return Shown(
        frozenset(group.get("class", "").split()),
        group.findtext(f"{_NAMESPACE}title") or "",
        tuple(one.text or "" for one in own),
        max((em(one.text or "") * float(one.get("font-size", "0")) for one in own), default=0.0),
        min(numbers[0::2], default=0.0), max(numbers[0::2], default=0.0),
        min(numbers[1::2], default=0.0), max(numbers[1::2], default=0.0),
        " ".join(one.get("stroke-dasharray", "solid") for one in group.iter(f"{_NAMESPACE}path")),
        group,
    )  # fmt: skip
