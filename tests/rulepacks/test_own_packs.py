"""Packs of one's own: found in packages and files, refused with everything that is wrong, and nobody else harmed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import unionmodel as um
from tests.rulepacks.own import install, pack_file, pack_text
from unionmodel.errors import InputError, PackError, PackErrors, UnknownName
from unionmodel.rulepacks import DEFAULT_PACKS, installed, resolved
from unionmodel.rules import discover
from unionmodel.writing import Derived, Pack, Text, read_parameters, read_sources, unions

DAY = date(2022, 12, 31)
T = Text(zh="题", en="title")
SMALL = um.Structure(unions=[{"id": "u1", "name": "Union", "members": 9}])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which packages are installed, as far as Python can tell."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def refused(packs: object) -> list[InputError]:
    with pytest.raises(PackErrors) as caught:
        resolved(packs)  # type: ignore[arg-type]
    for error in caught.value.errors:
        assert error.render("zh") != error.render("en")
        error.render("zh").encode("gbk")
    return list(caught.value.errors)


def said(packs: object) -> list[str]:
    return [error.render("en") for error in refused(packs)]


def test_a_pack_in_a_file_is_checked_like_any_other(tmp_path: Path) -> None:
    report = um.check(SMALL, [str(pack_file(tmp_path))], DAY)
    assert [(finding.code, finding.message.zh, finding.message.en) for finding in report.findings] == [
        ("MY101", "Union 会员太少", "Union has too few members")
    ]
    assert report.findings[0].cites == ("mine-text#1",)


def test_both_engines_judge_by_a_pack_in_a_file(tmp_path: Path) -> None:
    path = pack_file(tmp_path)
    by_rows, by_columns = (um.check(SMALL, [path], DAY, engine) for engine in ("rows", "columns"))
    assert by_rows.to_dict() == by_columns.to_dict()


def test_a_report_says_which_packs_of_ones_own_it_was_made_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pack_file(tmp_path)
    versions = um.check(SMALL, ["gansu-2021", "./mine.py"], DAY).to_dict()["versions"]
    assert versions["packs"] == {"gansu-2021": "1", "mine": "3"}
    assert versions["origins"] == {"mine": {"kind": "file", "name": "./mine.py"}}
    assert "parameters" not in versions


def test_default_stands_for_the_usual_packs(tmp_path: Path) -> None:
    found = [pack.name for pack in resolved(["default", pack_file(tmp_path)])]
    assert found == [*DEFAULT_PACKS, "mine"]


def test_a_pack_that_is_named_twice_is_there_once() -> None:
    assert [pack.name for pack in resolved(["charter", "charter", um.packs()["charter"]])] == ["charter"]


def test_one_name_need_not_stand_in_a_list() -> None:
    assert [pack.name for pack in resolved("charter")] == ["charter"]


def test_a_file_that_has_not_changed_gives_the_same_pack_and_a_changed_one_another(tmp_path: Path) -> None:
    path = pack_file(tmp_path)
    (first,), (again,) = resolved(path), resolved(path)
    assert first is again
    pack_file(tmp_path, least=5)
    os.utime(path, (1, 1))
    assert um.check(SMALL, [path], DAY).ok


def test_running_a_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    resolved(pack_file(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.py"]


def test_a_file_may_have_several_packs_and_one_is_named(tmp_path: Path) -> None:
    two = pack_text() + "\nimport attrs\nOTHER = attrs.evolve(PACK, name='other')\ndel PACK\nFIRST = OTHER\n"
    path = pack_file(tmp_path, text=two + "THIRD = attrs.evolve(OTHER, name='third')\n")
    assert resolved(f"{path}:THIRD")[0].name == "third"
    assert said(f"{path}:THRID") == [f"{path}: “THRID” is no name in the file; did you mean {path}:THIRD?"]
    assert said(path) == [f"{path}: has several packs, and none is called PACK; there are: OTHER, FIRST, THIRD"]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("x = 1\n", "", "there is no pack in the file; write PACK = Pack(...)"),
        ("PACK = 3\n", ":PACK", "is no pack, but of type int"),
        ("x = (\n", ":1", "failed to run: SyntaxError"),
        ("x = 1\nimport nosuchmodule\n", ":2", "failed to run: ModuleNotFoundError: No module named 'nosuchmodule'"),
        ("raise SystemExit(3)\n", ":1", "failed to run: SystemExit: 3"),
        ("from unionmodel.writing import unions\n\nunions.membres\n", ":3", "did you mean members?"),
        ("from unionmodel.writing import unions\nunions.members >= 'x'\n", ":2", "does not fit"),
        ("def f():\n    f()\nf()\n", ":2", "has no end"),
    ],
)
def test_a_file_that_gives_no_pack_says_why_and_where(tmp_path: Path, text: str, line: str, problem: str) -> None:
    path = pack_file(tmp_path, text=text)
    (error,) = said(path)
    assert error.startswith(f"{path}{line}: ")
    assert problem in error


def test_a_file_that_is_not_there_or_no_python_says_what_to_write(tmp_path: Path) -> None:
    pack_file(tmp_path)
    assert said(f"{tmp_path}/mien.py") == [
        f"{tmp_path}/mien.py: there is no such file; did you mean {tmp_path}/mine.py?"
    ]
    assert said("values.toml") == [
        "values.toml: is not a Python file; a file of parameters is given with --params, in Python with parameters="
    ]
    assert said(tmp_path) == [f"{tmp_path}: is not a Python file; write my_pack.py or my_pack.py:PACK"]


def test_everything_that_is_wrong_with_a_pack_is_said_at_once(tmp_path: Path) -> None:
    text = pack_text(code="my1").replace("{name} has", "{nam} has").replace('er("mine.least"', 'er("mine.lest"')
    errors = said(pack_file(tmp_path, text=text))
    assert [error.partition(": ")[2].partition(";")[0] for error in errors] == [
        "my1: a code is the prefix of the pack, two to four capital letters, and three digits",
        "my1: there is no parameter named 'mine.lest'",
        "my1: the message names 'nam', which the rule does not show",
    ]
    assert "did you mean mine.least?" in errors[1]
    assert "did you mean name?" in errors[2]


def test_a_field_of_a_wrong_type_is_named() -> None:
    with pytest.raises(PackError, match="title: Text is needed, not str") as caught:
        Pack("x", "1", "title", ("GS401",), {})  # type: ignore[arg-type]
    assert "rules：应为 Rule，而不是 str" in caught.value.args[0].zh


def test_a_fact_that_hangs_on_itself_is_refused_with_its_circle(tmp_path: Path) -> None:
    first = Derived("first", "一", "first", unions.vertical)
    second = Derived("second", "二", "second", first)
    object.__setattr__(first, "of", second)
    (gansu,) = resolved("gansu-2021")
    rule = gansu.rules[0]
    part = rule.parts[0]
    object.__setattr__(part := type(part)(part.each, unions.vertical, unions.vertical), "require", first)
    import attrs

    with pytest.raises(PackError, match="a fact hangs on itself: first -> second -> first"):
        attrs.evolve(gansu, rules=(attrs.evolve(rule, parts=(part,)),))


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"code": "GS401"}, ["GS401: the packs mine (file {}) and gansu-2021 both have a rule of this name"]),
        ({"name": "gansu-2021"}, ["{}: “gansu-2021” is the name of a shipped pack, and is never taken for it"]),
        ({"name": "default"}, ["{}: “default” cannot be the name of a pack"]),
        ({"name": "Mine"}, ["{}: “Mine” cannot be the name of a pack"]),
        (
            {"start": "2021-12-31"},
            ["{}, mine.least: a value holds from 2021-12-31, its source mine-text#1 from 2022-01-01"],
        ),
    ],
)
def test_a_pack_may_not_clash_with_what_is_shipped(tmp_path: Path, change: dict[str, str], errors: list[str]) -> None:
    path = pack_file(tmp_path, **change)
    assert [error.partition("; ")[0] for error in said(path)] == [error.format(path) for error in errors]


def test_packs_may_not_share_a_name_a_code_or_a_parameter(tmp_path: Path) -> None:
    one, same = pack_file(tmp_path), pack_file(tmp_path, "same.py", least=3)
    assert [error.path for error in refused([one, same])] == ["mine"]
    other = pack_file(tmp_path, "other.py", name="other", least=3)
    assert [error.path for error in refused([one, other])] == ["MY101", "mine.least"]
    assert refused([one, other])[1].hint == "give your own another name, such as other.mine.least"  # type: ignore[comparison-overlap]
    apart = pack_file(tmp_path, "apart.py", name="apart", code="AP101", parameter="apart.least")
    assert len(resolved([one, apart])) == 2


def test_all_that_is_wrong_with_several_packs_is_said_at_once(tmp_path: Path) -> None:
    bad = pack_file(tmp_path, "bad.py", text="import nosuchmodule\n")
    assert [error.path for error in refused(["gansu-2012", "charte", bad, 3])] == [
        "packs[0]", "packs[1]", f"{bad}:1", "packs",
    ]  # fmt: skip
    with pytest.raises(UnknownName, match="did you mean gansu-2021"):
        resolved("gansu-2012")


def test_an_overlay_may_only_change_what_there_is(tmp_path: Path) -> None:
    overlaid = pack_text() + (
        "\nimport attrs\nPACK = attrs.evolve(PACK, rules=(), overlay=Overlay("
        '"52", {"women_committee.numbr": PARAMETERS["mine.least"]}, {"TUL60": (Force.MUST, RULE.cites[0])}))\n'
    )
    assert said(pack_file(tmp_path, text=overlaid)) == [
        "mine.overlay: “women_committee.numbr” there is no such parameter; did you mean women_committee.number?",
        "mine.overlay: “TUL60” there is no such rule; did you mean TUL605?",
    ]


def test_two_packs_for_one_jurisdiction_are_refused(tmp_path: Path) -> None:
    overlaid = pack_text() + '\nimport attrs\nPACK = attrs.evolve(PACK, overlay=Overlay("11"))\n'
    assert [error.path for error in refused(["beijing", pack_file(tmp_path, text=overlaid)])] == ["11"]


def test_a_pack_of_an_installed_package_is_found_by_its_name(site: Path) -> None:
    install(site, "own_one", "mine = own_one:PACK", pack_text())
    report = um.check(SMALL, ["mine"], DAY)
    assert report.counts["MY101"]["broken"] == 1
    assert report.versions["origins"] == {"mine": {"kind": "package", "name": "own-one", "version": "1.2"}}
    assert um.packs()["mine"].version == "3"
    assert um.packs(["mine"])["mine"] is um.packs()["mine"]


def test_an_installed_pack_is_not_checked_before_it_is_named(site: Path) -> None:
    install(site, "own_two", "mine = own_two:PACK", "raise RuntimeError('run')")
    assert "mine" not in um.check(SMALL, on=DAY).versions["packs"]
    assert [pack.name for pack in resolved("charter")] == ["charter"]


def test_a_broken_package_is_an_error_only_where_it_is_asked_for(site: Path) -> None:
    install(site, "own_broken", "broken = own_broken:PACK", "import nosuchmodule")
    install(site, "own_three", "mine = own_three:PACK", pack_text())
    assert "mine" in um.packs() and "broken" not in um.packs()
    assert said("broken") == [
        "own-broken 1.2, unionmodel.packs: broken: failed to run: ModuleNotFoundError: No module named 'nosuchmodule'; "
        "mend the package, or uninstall it"
    ]
    found = {entry.name: type(pack).__name__ for entry, pack in installed()}
    assert found == {"broken": "PackErrors", "mine": "Pack"}


@pytest.mark.parametrize(
    ("points", "text", "problem"),
    [
        ("mine = own_x:NOTHING", "PACK = 3", "AttributeError"),
        ("mine = own_x:PACK", "PACK = 3", "is no pack, but of type int"),
        ("mine = own_x", "PACK = 3", "is no pack, but of type module"),
        ("another = own_x:PACK", pack_text(), "the entry point is called another, the pack mine"),
        ("charter = own_x:PACK", pack_text(name="charter"), "is the name of a shipped pack, and is never taken for it"),
        ("mine = own_x:PACK", pack_text(code="TUL101"), "the packs mine (package own-x 1.2) and trade-union-law both"),
    ],
)
def test_an_entry_point_that_gives_no_sound_pack_is_listed_with_the_reason(
    site: Path, points: str, text: str, problem: str, request: pytest.FixtureRequest
) -> None:
    # Each case has a module of its own: Python runs a module once.
    module = f"own_x{abs(hash(request.node.name))}"
    install(site, module, points.replace("own_x", module), text)
    ((_, found),) = installed()
    assert isinstance(found, PackErrors)
    assert problem.replace("own-x", module.replace("_", "-")) in found.render("en")


def test_a_shipped_pack_stays_what_it_is_beside_one_that_takes_its_name(site: Path) -> None:
    install(site, "own_shadow", "charter = own_shadow:PACK", pack_text(name="charter"))
    assert len(resolved("charter")[0].rules) > 1
    assert len(um.packs()["charter"].rules) > 1


def test_the_code_of_a_package_that_takes_a_shipped_name_is_never_run(site: Path) -> None:
    install(site, "own_thief", "acftu = own_thief:PACK", "raise RuntimeError('run')")
    ((_, found),) = installed()
    assert isinstance(found, PackErrors)
    assert [error.value for error in found.errors] == ["acftu"]
    assert "run" not in found.render("en")


def test_two_packages_with_one_name_are_refused_where_it_is_asked_for(site: Path) -> None:
    install(site, "own_a", "mine = own_a:PACK", pack_text())
    install(site, "own_b", "mine = own_b:PACK", pack_text())
    assert said("mine") == [
        "unionmodel.packs: mine: several packages bring a pack of this name: own-a 1.2, own-b 1.2; keep one of them"
    ]


def test_an_unknown_name_is_told_the_nearest_one_of_those_installed(site: Path) -> None:
    install(site, "own_near", "mine = own_near:PACK", pack_text())
    with pytest.raises(UnknownName, match="did you mean mine"):
        resolved("mime")


@pytest.mark.parametrize("make", [read_sources, lambda text: read_parameters(text, {})])
def test_text_that_is_no_toml_is_refused(make: Callable[[str], object]) -> None:
    with pytest.raises(PackError, match="is not valid TOML"):
        make("x = = 1")


def test_what_looks_like_a_path_is_a_file() -> None:
    assert [discover.is_file(one) for one in ("a.py", "a.py:B", "./a", "a\\b", "a.toml", Path("a"))] == [True] * 6
    assert [discover.is_file(one) for one in ("gansu-2021", "gansu.2021", 3, "")] == [False] * 4


def test_a_report_stays_valid_json(tmp_path: Path) -> None:
    report = um.check(SMALL, [pack_file(tmp_path)], DAY, parameters={"mine.mine.least": 9})
    assert json.loads(report.render("json"))["versions"]["parameters"] == {
        "mine.mine.least": {"values": [{"from": "2022-01-01", "value": "9", "cites": None}]}
    }
