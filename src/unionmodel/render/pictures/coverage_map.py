"""Coverage as a map of equal squares: Gansu's counties where they lie, or the townships of a county side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, sqrt

import attrs

from unionmodel.errors import UnionModelError, UnknownName
from unionmodel.language import Text, listed, show
from unionmodel.model.amounts import percent
from unionmodel.model.places import Geography
from unionmodel.model.tile_map import prefecture_labels, tiles
from unionmodel.organise.coverage.answer import Coverage
from unionmodel.organise.coverage.totals import CoverageLine
from unionmodel.render.pictures.canvas import Canvas, Label, Shape, Square, Stroke
from unionmodel.render.pictures.picture import Picture
from unionmodel.render.pictures.widths import em, plain, wrapped

TITLE = Text(zh="覆盖方格图", en="map of coverage")
_SIDE, _NAME, _SHARE, _WORKERS = 62.0, 11.0, 11.0, 9.0
_ROOM = (_SIDE - 4) / _NAME
#: From light to dark, so that it is read in grey as well; with the colour of the text that stands on it.
_SHADES = (
    ("#f2f6fb", "#111111"), ("#c6dbef", "#111111"), ("#85b8da", "#111111"), ("#2b6cab", "#ffffff"), ("#08306b", "#ffffff"),
)  # fmt: skip
_PROVINCE = "620000"
_SUFFIXES = ("街道办事处", "街道", "镇", "乡")
_NO_DATA = Text(zh="无数据", en="no data")


@attrs.frozen
class Cell:
    """A place of the map: where its square stands, and the coverage of it; None where nothing is recorded."""

    code: str | None
    name: str
    row: int
    column: int
    line: CoverageLine | None

    @property
    def shares(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest share covered; None where it is not known."""
        line = self.line
        if line is None or not line.total or not (line.covered or line.uncovered):
            return None
        return line.covered_share


@attrs.frozen
class CoverageMap:
    """What a map shows: the squares in their places, those that have no place in it, and what lies outside of it."""

    within: str
    name: str
    level: str
    cells: tuple[Cell, ...]
    beside: tuple[Cell, ...]
    outside: int
    placed_by_hand: bool


def coverage_map(coverage: Coverage, geography: Geography, within: str | None = None) -> CoverageMap:
    """Return the squares of the counties of a province or prefecture, or of the townships of a county.

    `within` is the code of a place; None: the county in which all workers count, if it is one, else Gansu. Raises
    UnknownName for a place that does not exist, NoSquares for one in which nothing is known to lie.
    """
    code = _chosen(coverage, geography) if within is None else within
    row = geography.row.get(code)
    if row is None:
        raise UnknownName(Text(zh="区域", en="place"), code, geography.codes)
    level = "township" if geography.county_level[row] else "county"
    inside = geography.inside(code)
    wanted = [
        at
        for at, found in enumerate(geography.level)
        if inside[at] and at != row and (found == level if level == "township" else geography.county_level[at])
    ]
    lines = {line.key: line for line in coverage.by_place(level).lines}
    hand = tiles()
    by_hand = code == _PROVINCE
    if by_hand:
        wanted = [at for at in wanted if geography.codes[at] in hand]
    if not wanted:
        raise NoSquares(geography.name[row] or code)
    codes = sorted(geography.codes[at] for at in wanted)
    across = ceil(sqrt(len(codes) * 1.4))
    cells = [
        Cell(one, hand[one].label, hand[one].row, hand[one].column, lines.pop(one, None))
        if by_hand
        else Cell(one, geography.name[geography.row[one]] or one, at // across, at % across, lines.pop(one, None))
        for at, one in enumerate(codes)
    ]
    # Who counts only in a wider place may or may not be in this one, and is not added to it.
    beside = [line for key, line in lines.items() if key is None or inside[geography.row[key]]]
    outside = sum(line.total for line in lines.values()) - sum(line.total for line in beside)
    more = [Cell(line.key, line.label, 0, at, line) for at, line in enumerate(beside)]
    return CoverageMap(code, geography.name[row] or code, level, tuple(cells), tuple(more), outside, by_hand)


class NoSquares(UnionModelError):
    """A place in which no counties or townships are known has no map."""

    def __init__(self, name: str) -> None:
        text = Text(
            zh=f"{name}没有已知的县区或乡镇，画不出方格图；请在“区域”表中写明，或用 --within 换一个区域",
            en=f"no counties or townships of {name} are known, so there is no map; give them in the table of places, or "
            f"another place with --within",
        )
        super().__init__(text)
        self.text = text


def _chosen(coverage: Coverage, geography: Geography) -> str:
    rows = [geography.row[row.counted_at] for row in coverage.rows if row.counted_at in geography.row]
    counties = {geography.county(row) for row in rows}
    only = counties.pop() if len(counties) == 1 else None
    return _PROVINCE if only is None else geography.codes[only]


def picture(found: CoverageMap, language: str | None) -> Picture:
    """Return the map as a picture."""
    title = Text(zh=f"{found.name}{TITLE.zh}", en=f"{TITLE.en}: {found.name}").within(language)
    caption = _caption(found).within(language)
    shapes, width, height = _drawn(found, language)
    canvas = Canvas(width, height, tuple(shapes), title, caption)
    words = "".join(shape.text for shape in shapes if isinstance(shape, Label))
    return Picture(title, caption, len(found.cells) + len(found.beside), canvas.svg, canvas.dot, "nop2", words)


def _caption(found: CoverageMap) -> Text:
    level = Text(zh="县区", en="counties") if found.level == "county" else Text(zh="乡镇街道", en="townships")
    unknown = sum(cell.shares is None for cell in found.cells)
    parts = [
        Text(
            zh=f"{len(found.cells)} 个{level.zh}，每格一个；颜色越深，已有工会覆盖的劳动者占比越高",
            en=f"{len(found.cells)} {level.en}, a square each; the darker, the more of the workers have a union that takes them",
        )
    ]
    if unknown:
        parts.append(
            Text(zh=f"斜线 {unknown} 格：不明，不是零", en=f"hatched {unknown}: not known, which is not nought")
        )
    if found.beside:
        parts.append(Text(zh="下方另列不在任何一格的人数", en="below: workers who count in none of the squares"))
    if found.outside:
        parts.append(Text(zh=f"此区域之外另有 {found.outside} 人", en=f"workers outside of it: {found.outside}"))
    said = listed(parts, "；", "; ")
    return Text(zh=f"{said.zh}。", en=f"{said.en}.")


def _drawn(found: CoverageMap, language: str | None) -> tuple[list[Shape], float, float]:
    """Return the shapes of a map with its key, and the width and the height that they take."""
    shapes: list[Shape] = []
    across = max(cell.column for cell in found.cells) + 1
    down = max(cell.row for cell in found.cells) + 1
    for cell in found.cells:
        shapes.extend(_square(cell, cell.column * _SIDE, cell.row * _SIDE, language))
    if found.placed_by_hand:
        borders = tuple(_borders(found.cells))
        # A light line under the dark one: squares may be either.
        shapes.extend(attrs.evolve(line, width=5.0, colour="#ffffff") for line in borders)
        shapes.extend(borders)
        shapes.extend(
            Label((one.column + 0.5) * _SIDE, (one.row + 0.58) * _SIDE, one.label, 15.0, "#333333", True, "prefecture")
            for one in prefecture_labels().values()
        )
    # The key is wider than the map of a county with few townships.
    width, height = max(across * _SIDE, (len(_SHADES) + 1) * 84.0), down * _SIDE
    fits = int(width // (1.6 * _SIDE))
    for number, cell in enumerate(found.beside):
        x, y = number % fits * 1.6 * _SIDE, height + 10 + number // fits * (_SIDE + 4)
        shapes.extend(_square(cell, x, y, language, 1.6))
    if found.beside:
        height += 10 + ceil(len(found.beside) / fits) * (_SIDE + 4)
    shapes.extend(_key(height + 14, language))
    return shapes, width, height + 14 + 20


def _square(cell: Cell, x: float, y: float, language: str | None, stretch: float = 1.0) -> Iterator[Shape]:
    fill, ink = _shade(cell)
    unknown = cell.shares is None
    share, workers, name = (show(text, language) for text in (_share(cell), _workers(cell), cell.name))
    name = plain(name)
    title = Text(zh=f"{name}：{share} {workers}", en=f"{name}: {share} {workers}").within(language)
    kind = "unknown" if unknown else "known"
    wide = _SIDE * stretch
    yield Square(x, y, wide, _SIDE, fill, unknown, "#555555", title, f"cell {kind}")
    room = _ROOM * stretch
    for suffix in _SUFFIXES:
        if em(name) > room and len(name) > len(suffix) + 1:
            name = name.removesuffix(suffix)
    names = wrapped(name, room, 2)
    texts = [(line, _NAME, False, "name") for line in names]
    texts += [(share, _SHARE, True, "share")] + ([(workers, _WORKERS, False, "workers")] if workers else [])
    middle, foot = x + wide / 2, y + (_SIDE - len(texts) * 13.5) / 2
    for number, (text, size, bold, kind) in enumerate(texts):
        at = foot + number * 13.5 + 10.5
        if unknown:
            half = em(text) * size / 2 + 1.5
            yield Square(middle - half, at - size + 0.5, 2 * half, size + 2, "#ffffff", line="#ffffff", kind="patch")
        yield Label(middle, at, text, size, ink, bold, kind)


def _shade(cell: Cell) -> tuple[str, str]:
    if cell.shares is None:
        return "#ffffff", "#111111"
    return _SHADES[min(floor(cell.shares[0] * len(_SHADES)), len(_SHADES) - 1)]


def _share(cell: Cell) -> str:
    """Return what is printed of the share: a number, the two ends of what it may be, or that it is not known."""
    if cell.line is None:
        return _NO_DATA
    if cell.shares is None:
        return "?"
    low, high = cell.shares
    return f"{percent(low)} %" if low == high else f"{floor(low * 100)}–{ceil(high * 100)} %"


def _workers(cell: Cell) -> str:
    line = cell.line
    if line is None:
        return ""
    more = "+?" if line.uncounted else ""
    known = "" if line.uncounted == line.head_counts else str(line.total)
    number = known + more if known else "?"
    return Text(zh=f"{number} 人", en=number)


def _borders(cells: Sequence[Cell]) -> Iterator[Stroke]:
    """Yield a line wherever one prefecture ends."""
    at: Mapping[tuple[int, int], str] = {(cell.row, cell.column): str(cell.code)[:4] for cell in cells}
    for (row, column), prefecture in at.items():
        x, y = column * _SIDE, row * _SIDE
        if at.get((row - 1, column)) != prefecture:
            yield Stroke(x, y, x + _SIDE, y)
        if at.get((row, column - 1)) != prefecture:
            yield Stroke(x, y, x, y + _SIDE)
        if (row + 1, column) not in at:
            yield Stroke(x, y + _SIDE, x + _SIDE, y + _SIDE)
        if (row, column + 1) not in at:
            yield Stroke(x + _SIDE, y, x + _SIDE, y + _SIDE)


def _key(y: float, language: str | None) -> Iterator[Shape]:
    step = 100 // len(_SHADES)
    entries = [(fill, False, f"{n * step}–{(n + 1) * step} %") for n, (fill, _) in enumerate(_SHADES)]
    entries.append(("#ffffff", True, Text(zh="不明", en="not known").within(language)))
    for number, (fill, hatched, text) in enumerate(entries):
        x = number * 84.0
        yield Square(x, y, 18, 14, fill, hatched, kind="key")
        yield Label(x + 22 + em(text) * 5, y + 11, text, 10.0, kind="key")
