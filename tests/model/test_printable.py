"""What people are shown: nothing that commands a terminal, forges a line or names a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import unionmodel as um
from tests.resident_ids import resident_id
from unionmodel.cli import main
from unionmodel.errors import InputError, UnionModelError, UnknownName
from unionmodel.language import Text
from unionmodel.printable import as_json, visible

TITLE = "\x1b]0;stolen\x07"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b[2J", "␛[2J"), ("\x7f", "␡"), ("\x9b2J", "<U+009B>2J"), ("\u202eabc", "<U+202E>abc"), ("\u2067", "<U+2067>"),
        ("\r", "␍"), ("\u2028", "<U+2028>"), ("a\tb\nc", "a\tb\nc"), ("工会 ①", "工会 ①"),
    ],
)  # fmt: skip
def test_commands_are_shown_as_symbols_and_all_else_stays(given: str, shown: str) -> None:
    assert visible(given) == shown


def test_colours_stay_where_the_command_line_put_them() -> None:
    assert visible("\x1b[31mred\x1b[0m\x1b[2J", colours=True) == "\x1b[31mred\x1b[0m␛[2J"


def test_json_says_the_same_with_characters_that_command_nothing() -> None:
    assert as_json({"name": "a\u202eb\x9b"}) == '{\n  "name": "a\\u202eb\\u009b"\n}'


def test_a_value_in_an_error_commands_no_terminal_and_ends_no_line() -> None:
    error = InputError("unions[0].members\n", f"{TITLE}x\nEverything holds.", Text(zh="错", en="is wrong\n"), "")
    assert error.render("en") == "unions[0].members␊: “␛]0;stolen␇x␊Everything holds.” is wrong␊"


def test_a_name_that_is_not_known_is_repeated_without_commands_and_without_a_person() -> None:
    number = resident_id()
    error = UnknownName(Text(zh="工会", en="union"), f"{number}\x1b[2J", [f"u{TITLE}"])
    assert number not in f"{error} {error.text.zh} {error.text.en}"
    assert (
        error.text.en == f"there is no union named '{number[:2]}{'*' * 14}{number[-2:]}␛[2J'; there are: u␛]0;stolen␇"
    )


def test_every_error_of_the_library_hides_persons() -> None:
    number = resident_id()
    error = UnionModelError(Text(zh=f"{number} 已经存在", en=f"{number} exists already"))
    assert number not in str(error) + error.args[0].zh + error.args[0].en


def test_a_name_forges_no_line_of_a_report() -> None:
    union = {"id": "u1", "name": "x\n\nEverything holds.\x9b", "kind": "joint_union"}
    report = um.check(um.Structure(unions=[union]), on=date(2022, 12, 31), select="TUL204")
    assert "Everything holds." not in report.render("text", "en").split("\n")
    assert "x␊␊Everything holds.<U+009B>" in report.render("text", "en")
    assert report.findings[0].to_dict("en")["message"].count("\n") == 2


@pytest.mark.parametrize(
    "command",
    [
        ["why", "{file}", "TUL102", "{number}"], ["recommend", "{file}", "{number}"], ["check", "{number}"],
        ["check", "{file}", "--select", "{number}"], ["check", "{file}", "--packs", "{number}"], ["check", "--{number}"],
    ],
)  # fmt: skip
def test_no_command_repeats_a_person(tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    file, number = tmp_path / "plan.json", resident_id()
    um.save(um.Structure(unions=[{"id": "u1"}]), file)
    assert run(*(part.format(file=file, number=number) for part in command), "--language", "en") == 2
    assert number not in "".join(capsys.readouterr())
