"""What is due as an iCalendar file (RFC 5545): one all-day event for each item, for anybody's calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from unionmodel.errors import UnionModelError
from unionmodel.language import Language, Text
from unionmodel.organise.campaign.answer import CampaignAnswer
from unionmodel.organise.campaign.due import DueItem

#: Most octets of a line; a longer one goes on in the next, which begins with a space.
_LONGEST = 75
#: A text may hold no control characters besides the tab; line ends are written as \\n.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar(answer: CampaignAnswer, language: Language) -> str:
    """Return what is due in a campaign as the text of an iCalendar file, with the line ends that the format asks for.

    The day of the answer becomes the time stamp of the items, so that the same answer gives the same file. An item
    keeps its UID from file to file: reading a newer file into a calendar changes the entries instead of adding them
    again. Raises UnionModelError where nothing is due: the format knows no empty calendar.
    """
    if not answer.due:
        raise UnionModelError(Text(zh="没有到期事项，无法生成日历", en="nothing is due: there is no calendar to write"))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//unionmodel//campaign//{language.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(answer.campaign.title.within(language))}",
    ]
    for item in answer.due:
        lines.extend(_event(item, answer.on, language))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    r"""Return a text as a value of the format: commas, semicolons, backslashes and line ends marked.

    >>> escaped("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets in UTF-8, each after the first with its space; no character is cut.

    >>> [len(part.encode()) for part in folded("工" * 30)]
    [75, 16]
    """
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LONGEST:
            yield part
            part, octets = " ", 1
        part += character
        octets += size
    yield part


def _event(item: DueItem, on: date, language: Language) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{item.uid}"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    # An event with a date and no end lasts that one day.
    yield f"DTSTART;VALUE=DATE:{item.due_on:%Y%m%d}"
    yield f"SUMMARY:{escaped(_summary(item).within(language))}"
    yield f"DESCRIPTION:{escaped(_description(item).within(language))}"
    yield f"CATEGORIES:{escaped(item.state.text.within(language))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(item: DueItem) -> Text:
    state = item.state.text
    return Text(zh=f"{item.label.zh}：{item.name}（{state.zh}）", en=f"{item.label.en}: {item.name} ({state.en})")


def _description(item: DueItem) -> Text:
    state = item.state_text
    cites = Text(zh=f"\n依据：{item.clause}", en=f"\nsource: {item.clause}") if item.clause else Text(zh="", en="")
    who = item.union or item.place or ""
    return Text(
        zh=f"{item.opens_on} 至 {item.due_on}\n{who}\n状态：{state.zh}{cites.zh}",
        en=f"{item.opens_on} to {item.due_on}\n{who}\nstate: {state.en}{cites.en}",
    )
