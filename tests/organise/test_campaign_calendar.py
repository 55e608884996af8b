"""The calendar file, read by a small parser of our own that knows nothing of the writer."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.errors import UnionModelError
from unionmodel.language import Text
from unionmodel.organise.campaign.due import DueItem, DueState

ON = date(2022, 11, 30)
TITLE = Text(zh="集中行动；甘肃, 2021", en="drive; Gansu, 2021")


class Property(NamedTuple):
    name: str
    parameters: str
    value: str


def parsed(content: bytes) -> list[Property]:
    """Return the properties of a calendar in their order, unfolded."""
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    assert all(line.decode("utf-8") for line in physical), "a character is cut, or a line is empty"
    logical = content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    found = [re.fullmatch(r"([A-Z-]+)((?:;[A-Z]+=[A-Z]+)*):(.*)", line) for line in logical]
    assert all(found), logical
    return [Property(*match.groups()) for match in found if match is not None]


def events(content: bytes) -> list[dict[str, Property]]:
    properties = parsed(content)
    assert [one.value for one in (properties[0], properties[-1])] == ["VCALENDAR", "VCALENDAR"]
    made: list[dict[str, Property]] = []
    inside = False
    for one in properties[1:-1]:
        if one.name == "BEGIN":
            assert (one.value, inside) == ("VEVENT", False)
            made.append({})
            inside = True
        elif one.name == "END":
            assert (one.value, inside) == ("VEVENT", True)
            inside = False
        elif inside:
            assert one.name not in made[-1], "said twice"
            made[-1][one.name] = one
    return made


def plain(value: str) -> str:
    """Return an escaped text as it was meant."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), "a comma or semicolon that is not marked"
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def item(**changes: object) -> DueItem:
    fields: dict[str, object] = {
        "due_on": date(2022, 12, 31), "opens_on": date(2022, 1, 1), "what": "duty:training",
        "label": Text(zh="培训", en="training"), "union": "u1", "place": "620102", "name": "快递工会",
        "state": DueState.OPEN, "campaign": "gansu-2021",
    }  # fmt: skip
    return DueItem(**{**fields, **changes})  # type: ignore[arg-type]


def written(*items: DueItem, language: str = "zh") -> bytes:
    answer = um.campaign(um.Structure(), on=ON)
    named = attrs.evolve(answer.campaign, title=TITLE)
    return attrs.evolve(answer, campaign=named, due=items).render("ics", language).encode()


def test_the_calendar_has_what_the_format_requires() -> None:
    content = written(item())
    head = {one.name: one.value for one in parsed(content)[1:5]}
    assert head["VERSION"] == "2.0"
    assert head["PRODID"] == "-//unionmodel//campaign//ZH"
    assert plain(head["X-WR-CALNAME"]) == TITLE.zh
    (event,) = events(content)
    assert (event["DTSTART"].parameters, event["DTSTART"].value) == (";VALUE=DATE", "20221231")
    assert datetime.strptime(event["DTSTAMP"].value, "%Y%m%dT%H%M%SZ") == datetime(2022, 11, 30)
    assert plain(event["SUMMARY"].value) == "培训：快递工会（待完成）"
    assert event["UID"].value == item().uid


def test_the_same_answer_gives_the_same_bytes() -> None:
    due = um.campaign(um.demo(), on=ON).due
    assert written(*due) == written(*um.campaign(um.demo(), on=ON).due)


def test_every_item_of_the_proposal_is_an_event_with_a_name_of_its_own() -> None:
    due = um.campaign(um.demo(), on=ON).due
    for language in ("zh", "en"):
        found = events(written(*due, language=language))
        assert Counter(event["UID"].value for event in found) == Counter(one.uid for one in due)
        assert max(Counter(one.uid for one in due).values()) == 1


def test_an_item_keeps_its_name_when_it_is_done() -> None:
    done = item(state=DueState.DONE, done_on=date(2022, 5, 5))
    assert done.uid == item().uid
    others = [item(union="u2"), item(what="duty:assessment"), item(due_on=date(2023, 12, 31)), item(campaign="own")]
    assert len({one.uid for one in (item(), *others)}) == 5


def test_a_calendar_without_entries_is_refused() -> None:
    with pytest.raises(UnionModelError):
        written()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_name_comes_back_as_it_was_written(name: str) -> None:
    (event,) = events(written(item(name=name)))
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", name.replace("\r\n", "\n").replace("\r", "\n"))
    assert plain(event["SUMMARY"].value) == f"培训：{clean}（待完成）"


@pytest.mark.parametrize("length", range(20, 30))
def test_no_character_is_cut_whatever_the_length(length: int) -> None:
    for character in ("a", "é", "工", "𠮷"):
        (event,) = events(written(item(name=character * length)))
        assert character * length in event["SUMMARY"].value
