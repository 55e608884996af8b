"""Founding advice: the way of an employer's workers into a union, with reasons, steps and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.organise.founding.after_founding import Advice
from unionmodel.organise.founding.routes import Path, Paths
from unionmodel.organise.founding.words import Case
from unionmodel.rules.pack import Pack


@attrs.frozen
class Ground(Part):
    """A reason, and the clauses that it rests on."""

    text: Text
    cites: tuple[str, ...]


@attrs.frozen
class Refusal(Part):
    """A route that was not taken, and why; `name` is what the plan calls it."""

    KEYS = ("route", "reason")

    route: str
    name: Text
    reason: Text


@attrs.frozen
class Recommendation(Answer):
    """How the workers of one employer come into a union.

    `founder` and `through` are ids of unions (for `single` the founder is the employer itself); None: the structure has
    no such union. `steps` say what to do, in order; `edits` carry the route out in the structure, as proposals.
    `name` is what the plan calls the route.
    """

    KEYS = ("employer", "route", "founder", "through", "reasons", "refused", "steps", "edits")
    COLUMNS: ClassVar[Columns] = dict.fromkeys(("employer", "route", "founder", "through", "steps"), str)

    employer: str
    route: str
    founder: str | None
    through: str | None
    reasons: tuple[Ground, ...]
    refused: tuple[Refusal, ...]
    steps: tuple[Text, ...]
    edits: tuple[Edit, ...] = attrs.field(repr=False)
    name: Text = attrs.field(repr=False)


class Recommendations(Answer, Sequence[Recommendation]):
    """The recommendation for every employer that is open on the day; the words are made when one is looked at."""

    COLUMNS: ClassVar[Columns] = dict.fromkeys(("employer", "route", "founder", "through"), str)

    def __init__(self, paths: Paths) -> None:
        self._paths, self._advice = paths, Advice(paths)
        self._rows = [row for row, is_open in enumerate(paths.open) if is_open]
        self._found = [paths.path(row) for row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return _recommendation(self._paths, self._rows[number], self._found[number], self._advice)

    @property
    def counts(self) -> dict[str, int]:
        """How many employers go which way."""
        counted = Counter(path.route for path in self._found)
        return {route: counted[route] for route in self.routes if counted[route]}

    @property
    def routes(self) -> dict[str, Text]:
        """How the plan calls each route, in the order in which it tries them."""
        return self._paths.scheme.founding.labels

    def summary(self, language: str | None = None) -> list[str]:
        """Return how many employers go which way, in words, a line each."""
        counted = ((self.routes[route], count) for route, count in self.counts.items())
        return [
            Text(zh=f"  {name.zh}：{count}", en=f"  {name.en}: {count}").within(language) for name, count in counted
        ]

    def rows(self) -> list[dict[str, str | None]]:
        """Return a plain row for each employer: its id, route, founder, and the union it goes through."""
        ids = self._paths.employers["id"]
        return [
            {"employer": ids[row], "route": path.route, "founder": path.founder, "through": path.through}
            for row, path in zip(self._rows, self._found, strict=True)
        ]

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return counts and rows, ready for JSON."""
        return {"counts": self.counts, "rows": self.rows()}

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return a row for each employer."""
        return [dict(row) for row in self.rows()]

    @property
    def names(self) -> list[str | None]:
        """How the employers are called, in the order of the rows."""
        names = self._paths.employers["name"]
        return [names[row] for row in self._rows]


def recommend(
    structure: Structure, employer: str, packs: Sequence[Pack], *, on: date, proposed: bool = True
) -> Recommendation:
    """Return how the workers of an employer come into a union; see `unionmodel.recommend`."""
    index = structure.index("employers")
    if employer not in index:
        raise UnknownName(Text(zh="单位", en="employer"), employer, index)
    paths = Paths(structure, packs, on, proposed)
    row = index[employer]
    if not paths.open[row]:
        known = [one for one, number in index.items() if paths.open[number]]
        raise UnknownName(Text(zh=f"{on} 存续的单位", en=f"employer open on {on}"), employer, known)
    return _recommendation(paths, row, paths.path(row), Advice(paths))


def recommend_all(structure: Structure, packs: Sequence[Pack], *, on: date, proposed: bool = True) -> Recommendations:
    """Return the recommendation for every open employer; see `unionmodel.recommend_all`."""
    return Recommendations(Paths(structure, packs, on, proposed))


def _recommendation(paths: Paths, row: int, path: Path, advice: Advice) -> Recommendation:
    case = Case(paths, row, path, advice)
    founding = paths.scheme.founding
    cites = paths.scheme.cited(founding.route(path.route).clauses, paths.on)
    grounds = (Ground(case.reason(), cites), *(Ground(text, ()) for text in case.missing()))
    refused = tuple(Refusal(route, founding.labels[route], reason) for route, reason in case.refused())
    return Recommendation(
        case.id, path.route, path.founder, path.through, grounds, refused, tuple(case.steps()), case.edits(),
        founding.labels[path.route],
    )  # fmt: skip
