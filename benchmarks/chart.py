"""A plot with logarithmic axes as SVG, lines named at their ends."""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape

import attrs

WIDTH, HEIGHT = 920, 560
LEFT, RIGHT, TOP, BOTTOM = 84, 262, 56, 92
#: Lines that are not bold take these in turn; they are told apart on white, also by those who see few colours.
COLOURS = ("#5b6770", "#0072b2", "#b35900", "#007a5e", "#a3286a", "#6b4fa0", "#8a6d00", "#2f7f9e", "#9c3f2f", "#4f6b2a")
BOLD = ("#c00018", "#e2574c")
#: The least distance between two names, in pixels.
APART = 17
_DIGITS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@attrs.frozen
class Line:
    """A curve: its name and points."""

    name: str
    points: list[tuple[float, float]]
    bold: bool = False
    dashed: bool = False


@attrs.frozen
class _Scale:
    """A logarithmic axis: the powers of ten at its ends, and the pixels they stand at."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def over(cls, values: list[float], start: float, end: float) -> _Scale:
        """Return the axis that holds all values."""
        return cls(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))), start, end)

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def drawn(lines: list[Line], *, title: str, across: str, up: str, note: str) -> str:
    """Return the plot as SVG."""
    points = [point for line in lines for point in line.points]
    horizontal = _Scale.over([point[0] for point in points], LEFT, WIDTH - RIGHT)
    vertical = _Scale.over([point[1] for point in points], HEIGHT - BOTTOM, TOP)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="system-ui, sans-serif" font-size="13">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<text x="{LEFT}" y="30" font-size="17" font-weight="600" fill="#222">{escape(title)}</text>',
            *_axes(horizontal, vertical, across, up),
            f'<text x="{LEFT}" y="{HEIGHT - 14}" font-size="12" fill="#555">{escape(note)}</text>',
            *_curves(lines, horizontal, vertical),
            "</svg>",
            "",
        )
    )


def _axes(horizontal: _Scale, vertical: _Scale, across: str, up: str) -> Iterator[str]:
    bottom, right = vertical.start, horizontal.end
    for power in range(horizontal.low, horizontal.high + 1):
        x = horizontal.at(10**power)
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom}" stroke="#e3e6e8"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle" fill="#444">{10**power:,}</text>'
    for power in range(vertical.low, vertical.high + 1):
        y = vertical.at(10.0**power)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#e3e6e8"/>'
        shown = "1" if power == 0 else "10" + str(power).translate(_DIGITS)
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{shown}</text>'
    middle = (LEFT + right) / 2
    yield f'<text x="{middle}" y="{bottom + 42}" text-anchor="middle" fill="#222">{escape(across)}</text>'
    height = (TOP + bottom) / 2
    yield (
        f'<text x="26" y="{height}" text-anchor="middle" fill="#222" transform="rotate(-90 26 {height})">'
        f"{escape(up)}</text>"
    )


def _curves(lines: list[Line], horizontal: _Scale, vertical: _Scale) -> Iterator[str]:
    plain, bold = iter(COLOURS), iter(BOLD)
    ends: list[tuple[float, float, str, Line]] = []
    for line in sorted(lines, key=lambda line: line.bold):
        colour = next(bold) if line.bold else next(plain)
        spots = [(horizontal.at(x), vertical.at(y)) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        dash = ' stroke-dasharray="6 4"' if line.dashed else ""
        width = 3.5 if line.bold else 1.8
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
        for x, y in spots:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if line.bold else 3}" fill="{colour}"/>'
        ends.append((*spots[-1], colour, line))
    yield from _names(ends, horizontal.end)


def _names(ends: list[tuple[float, float, str, Line]], right: float) -> Iterator[str]:
    """Yield the names beside the plot, each as near its line's end as the others let it."""
    ends = sorted(ends, key=lambda end: end[1])
    heights: list[float] = []
    for _, y, _, _ in ends:
        heights.append(max(y, heights[-1] + APART) if heights else y)
    over = max(0.0, heights[-1] - (HEIGHT - BOTTOM))
    for number in range(len(heights) - 1, -1, -1):
        most = heights[number + 1] - APART if number + 1 < len(heights) else heights[-1] - over
        heights[number] = min(heights[number], most)
    for (x, y, colour, line), height in zip(ends, heights, strict=True):
        yield (
            f'<polyline points="{x + 5:.1f},{y:.1f} {right + 8:.1f},{height:.1f} {right + 14:.1f},{height:.1f}" '
            f'fill="none" stroke="{colour}" stroke-width="0.8" opacity="0.7"/>'
        )
        weight = ' font-weight="600"' if line.bold else ""
        yield f'<text x="{right + 18:.1f}" y="{height + 4:.1f}" fill="{colour}"{weight}>{escape(line.name)}</text>'
