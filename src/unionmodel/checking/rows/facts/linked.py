"""The union that a link ties to a row, by rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unionmodel.checking.rows.program import Program
from unionmodel.model.places import Geography
from unionmodel.rules.facts import Linked
from unionmodel.rules.terms import unions

_PLACE_OF_UNION = unions.place.row


def write(program: Program, fact: Linked, name: str) -> None:
    program.add(f"links_{name} = {{}}")
    with program.loop_where(str(fact.by.table), fact.where):
        program.add(f"t = {program.coder.code(fact.by)}")
        program.add(f"u = {program.coder.code(fact.to)}")
        with program.block("if t is not None and u is not None:"):
            program.add(f"links_{name}.setdefault(t, []).append(u)")
    start, near = program.each_row(fact.start), program.each_row(fact.near)
    anchors, ids = program.array(_PLACE_OF_UNION), program.array(unions.id)
    program.add(f"{name} = {program.called(linked)}(places, links_{name}, {start}, {near}, {anchors}, {ids})")


def linked(
    places: Geography,
    links: Mapping[int, Sequence[int]],
    starts: Sequence[int | None],
    near: Sequence[int | None],
    anchors: Sequence[int | None],
    ids: Sequence[str],
) -> list[int]:
    """Return for each start the linked union nearest up the chain of `near`, then of the smallest id; -1 where none."""
    answers = []
    for start, place in zip(starts, near, strict=True):
        candidates = () if start is None else links.get(start, ())
        if len(candidates) > 1:
            chain = () if place is None else places.chain(place)
            distance = {above: number for number, above in enumerate(chain)}
            far = len(chain)
            answers.append(
                min(candidates, key=lambda u: (distance.get(anchors[u], far), ids[u]))  # type: ignore[arg-type]
            )
        else:
            answers.append(candidates[0] if candidates else -1)
    return answers
