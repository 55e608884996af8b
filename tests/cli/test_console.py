"""The command line on the consoles of offices: languages, code pages, terminals, shells."""

from __future__ import annotations

import ast
import os
import pty
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import click
import pytest

from tests.cli.test_cli import BROKEN, run, written
from unionmodel.cli.click_texts import CHINESE
from unionmodel.io.databases.database import is_url

#: Said to whoever writes commands, never to whoever runs them.
FOR_PROGRAMMERS = (
    "Arguments take exactly one parameter declaration",
    "Boolean option {decl!r}",
    "Could not determine name for option",
    "No options defined but a name was passed",
)


def sentences_of_click() -> set[str]:
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                texts = node.args[: 1 if node.func.id == "_" else 2]
                found |= {
                    text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)
                }
    return {text for text in found if not text.startswith(FOR_PROGRAMMERS)}


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """Return what a command writes where its standard output is a terminal."""
    master, terminal = pty.openpty()
    settings = {**os.environ, "UNIONMODEL_LANG": "en", "TERM": "xterm", **environment}
    command = [sys.executable, "-m", "unionmodel", *map(str, arguments)]
    with subprocess.Popen(command, stdout=terminal, stdin=subprocess.DEVNULL, env=settings):
        os.close(terminal)
        written_ = b""
        try:
            while part := os.read(master, 4096):
                written_ += part
        except OSError:  # how a terminal says that nobody writes any more
            pass
    os.close(master)
    return written_.decode("utf-8")


def completed(*words: str, language: str = "en") -> list[str]:
    line = {"_UNIONMODEL_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    return run(language=language, **line).stdout.split()


def test_every_sentence_of_click_has_a_chinese_one() -> None:
    assert sorted(sentences_of_click() - set(CHINESE)) == []


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_a_chinese_sentence_names_the_same_fields_and_can_be_printed_in_gbk(english: str) -> None:
    fields = re.compile(r"\{[^}]*\}|%\(\w+\)s")
    assert sorted(fields.findall(CHINESE[english])) == sorted(fields.findall(english))
    CHINESE[english].encode("gbk")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "a", "b"], "错误：多出参数：b"),
        (["check", "a", "--on"], "错误：选项 '--on' 要带一个值。"),
        (["chek"], "错误：没有命令 'chek'。 （是不是其中之一：'check'"),
        (["check", "a", "--engine", "fast"], "错误：'--engine' 的值无效：'fast' 不是以下之一："),
        (["check"], "错误：缺少参数 'FILE'"),
    ],
)
def test_a_mistake_at_the_prompt_is_told_in_chinese(arguments: list[str], said: str) -> None:
    result = run(*arguments, language="zh")
    assert (result.returncode, said in result.stderr) == (2, True)


def test_help_has_no_word_of_the_other_language() -> None:
    chinese = run("--help", language="zh").stdout
    assert chinese.startswith("用法： unionmodel [选项] 命令 [参数]...\n")
    assert not re.search(r"Usage|Options|Show|Commands|\.\.\.$", chinese.replace("[参数]...", ""), re.MULTILINE)
    assert not re.search(r"[\u4e00-\u9fff]", run("--help", language="en").stdout)


def test_help_follows_the_language_option() -> None:
    assert "核对日" in run("check", "--language", "zh", "--help", language="en").stdout
    assert "the day of the check" in run("check", "--language=en", "--help", language="zh").stdout


def test_the_list_of_commands_cuts_no_sentence() -> None:
    for language in ("zh", "en"):
        listed = run("--help", language=language).stdout.split("campaign", 1)[1]
        assert "..." not in listed


def test_a_terminal_shows_colours_and_a_pipe_does_not() -> None:
    shown = on_a_terminal("demo")
    assert "\x1b[31m\x1b[1m× DAT901\x1b[0m error" in shown
    assert "\x1b[33m\x1b[1m! " in shown
    assert "\x1b" not in run("demo").stdout


@pytest.mark.parametrize("asked", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_whoever_wants_no_colours_gets_none(asked: dict[str, str]) -> None:
    assert "\x1b" not in on_a_terminal("demo", **asked)


def test_a_report_in_a_file_has_no_colours(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    on_a_terminal("check", written(tmp_path, BROKEN), "--output", target)
    assert "DAT901" in target.read_text(encoding="utf-8")
    assert "\x1b" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["gbk", "cp437"])
def test_a_console_that_lacks_characters_shows_the_report_all_the_same(encoding: str) -> None:
    result = run("demo", language="zh", PYTHONIOENCODING=encoding)
    assert (result.returncode, "GS401" in result.stdout) == (0, True)


def test_the_plain_locale_of_a_server_shows_the_report() -> None:
    result = run("demo", language="zh", LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (result.returncode, "有必须改正的问题" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "path",
    [r"C:\方案\城关区.xlsx", r"\\server\共享\方案.xlsx", "D:/plans/plan.json", r"c:方案.xlsx", r".\方案 (1).xlsx"],
)
def test_a_path_of_windows_is_not_taken_for_a_database(path: str) -> None:
    assert not is_url(path)
    result = run("check", path, language="zh")
    assert (result.returncode, "没有这个文件" in result.stderr) == (2, True)
    assert PureWindowsPath(path).name in result.stderr


def test_a_file_whose_name_has_spaces_and_chinese_is_checked(tmp_path: Path) -> None:
    assert run("check", written(tmp_path, BROKEN, "方案 (第 2 稿).json"), "--select", "DAT901").returncode == 1


def test_a_shell_completes_commands_codes_of_rules_and_files() -> None:
    assert completed("unionmodel", "comp") == ["plain,compare", "plain,completion"]
    assert completed("unionmodel", "explain", "gs40") == ["plain,GS401", "plain,GS402", "plain,GS403"]
    assert completed("unionmodel", "check", "--select", "DAT901,GS40")[:2] == [
        "plain,DAT901,GS401",
        "plain,DAT901,GS402",
    ]
    assert completed("unionmodel", "check", "pla") == ["file,pla"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_a_shell_calls_the_program(shell: str) -> None:
    script = run("completion", shell).stdout
    assert "_UNIONMODEL_COMPLETE" in script
    assert "unionmodel" in script


def test_bash_takes_the_script_and_completes_by_it(tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout, encoding="utf-8")
    asked = f"source {script}; COMP_WORDS=(unionmodel expl); COMP_CWORD=1; _unionmodel_completion unionmodel; echo ${{COMPREPLY[@]}}"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", asked], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert done.stdout.strip() == "explain"
