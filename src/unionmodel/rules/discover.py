"""Packs that are not shipped: those of installed packages, by entry point, and those in a Python file.

Either way the code of the pack runs, with all rights of the user who runs the check: a pack is a program, not a document.
Nothing is run before somebody asks for that pack.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import traceback
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib import metadata
from importlib.machinery import SourceFileLoader
from types import CodeType, ModuleType
from typing import Any, Final

import attrs

from unionmodel.errors import InputError, InputErrors, PackError, PackErrors, UnknownName, nearest
from unionmodel.language import Text
from unionmodel.law.own_values import begun_too_early
from unionmodel.law.reading import reasons
from unionmodel.rules.origin import Origin
from unionmodel.rules.pack import Pack

#: The group of entry points under which a package names its packs: `qinghe = "qinghe_rules:PACK"`.
GROUP: Final = "unionmodel.packs"
#: What stands for the packs that are checked when none are named.
DEFAULT: Final = "default"
#: What a file calls its pack, where it is not said.
_USUAL: Final = "PACK"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_FILE = re.compile(r"(?P<file>.+\.py)(?::(?P<name>[^\W\d]\w*))?", re.IGNORECASE | re.DOTALL)


@attrs.frozen
class Entry:
    """An entry point: the name of a pack, and the installed package that brings it. Nothing of it has been run yet."""

    name: str
    value: str
    package: str
    version: str

    @property
    def origin(self) -> Origin:
        """Where the pack comes from."""
        return Origin("package", self.package, self.version)

    @property
    def path(self) -> str:
        """How errors call the place."""
        return f"{self.package} {self.version}, {GROUP}: {self.name}"


def entries() -> tuple[Entry, ...]:
    """Return the packs that installed packages bring, by name; nothing of them is run."""
    return _entries(tuple(sys.path))


@lru_cache(maxsize=4)
def _entries(_: tuple[str, ...]) -> tuple[Entry, ...]:
    found = {
        Entry(point.name, point.value, point.dist.metadata["Name"] or "?", point.dist.version)
        for point in metadata.entry_points(group=GROUP)
        if point.dist is not None
    }
    return tuple(sorted(found, key=lambda entry: (entry.name, entry.package)))


def is_file(wanted: object) -> bool:
    """Return whether `wanted` is the path of a file, perhaps with the name of the pack in it, and not a pack's name.

    >>> is_file("my_pack.py"), is_file("./my_pack.py:PACK"), is_file("gansu-2021")
    (True, True, False)
    """
    if isinstance(wanted, os.PathLike):
        return True
    if not isinstance(wanted, str):
        return False
    return bool(_FILE.fullmatch(wanted)) or "/" in wanted or "\\" in wanted or wanted.lower().endswith(".toml")


def entry_pack(entry: Entry, shipped: Collection[str]) -> Pack:
    """Return the pack of an entry point. Raises PackErrors with everything that is wrong with it.

    `shipped` are the names that no other pack may have.
    """
    found = _entry_pack(entry, tuple(shipped))
    if isinstance(found, PackErrors):
        raise PackErrors(found.errors)
    return found


@lru_cache(maxsize=128)
def _entry_pack(entry: Entry, shipped: tuple[str, ...]) -> Pack | PackErrors:
    if entry.name in shipped:
        return PackErrors([_shadow(entry.path, entry.name)])
    try:
        found = metadata.EntryPoint(entry.name, entry.value, GROUP).load()
    except (Exception, SystemExit) as error:
        return PackErrors(
            _raised(error, entry.path, Text(zh="修好或卸载这个软件包", en="mend the package, or uninstall it"))
        )
    if not isinstance(found, Pack):
        return PackErrors([_no_pack(entry.path, found, f'{entry.name} = "{entry.value.partition(":")[0]}:PACK"')])
    errors = _faults(found, entry.path, shipped)
    if found.name != entry.name:
        problem = Text(
            zh=f"入口点叫 {entry.name}，规则包叫 {found.name}",
            en=f"the entry point is called {entry.name}, the pack {found.name}",
        )
        hint = Text(zh="两处用同一个名称", en="give both the same name")
        errors.append(InputError(entry.path, None, problem, hint))
    return PackErrors(errors) if errors else attrs.evolve(found, origin=entry.origin)


def file_pack(wanted: str | os.PathLike[str], shipped: Collection[str]) -> Pack:
    """Return the pack in a Python file: `my_pack.py` (its `PACK`, or the only one there is) or `my_pack.py:NAME`.

    The file is run. Raises PackErrors with everything that is wrong with it.
    """
    written = os.fspath(wanted)
    parts = _FILE.fullmatch(written)
    if parts is None:
        raise PackErrors([_no_python(written)])
    file, name = parts["file"], parts["name"]
    try:
        state = os.stat(file)
    except (OSError, ValueError) as error:
        raise PackErrors([_missing(file, error)]) from None
    if os.path.isdir(file):
        raise PackErrors([_no_python(written)])
    changed = (state.st_mtime_ns, state.st_size)
    return _file_pack(file, os.path.realpath(file), name, changed, tuple(shipped))


# Cached until the file changes: rules are compiled once for each pack object.
@lru_cache(maxsize=32)
def _file_pack(file: str, path: str, name: str | None, changed: tuple[int, int], shipped: tuple[str, ...]) -> Pack:
    title = file.replace(os.sep, "/")
    module = _executed(path, title)
    packs = {key: value for key, value in vars(module).items() if isinstance(value, Pack)}
    found = getattr(module, name or _USUAL, None)
    if found is None and name is None and len(packs) == 1:
        found = next(iter(packs.values()))
    if found is None:
        raise PackErrors([_not_in_file(title, name, packs)])
    if not isinstance(found, Pack):
        raise PackErrors([_no_pack(f"{title}:{name or _USUAL}", found, f"{title}:NAME")])
    errors = _faults(found, title, shipped)
    if errors:
        raise PackErrors(errors)
    return attrs.evolve(found, origin=Origin("file", title))


class _Loader(SourceFileLoader):
    """Runs a file as it stands now, and leaves no compiled copy beside it."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def _executed(path: str, title: str) -> ModuleType:
    stem = re.sub(r"\W", "_", os.path.basename(path).removesuffix(".py"))
    name = f"unionmodel_pack_{stem}_{abs(hash(path)):x}"
    spec = importlib.util.spec_from_loader(name, _Loader(name, path))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        sys.modules.pop(name, None)
        hint = Text(zh="改正这个文件", en="mend the file")
        raise PackErrors(_raised(error, _line(error, path, title), hint)) from error
    return module


def _line(error: BaseException, path: str, title: str) -> str:
    """Return the file with the line at which its code failed."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return f"{title}:{error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return f"{title}:{lines[-1]}" if lines else title


def _raised(error: BaseException, path: str, hint: Text) -> list[InputError]:
    """Return what an exception of a pack's code says, a line each."""
    if isinstance(error, InputErrors):
        return [InputError(f"{path}, {each.path}", *each[1:]) for each in error.errors]
    if isinstance(error, RecursionError):
        problem = Text(
            zh="没完没了：有一个事实最终取决于它自己，或者代码自己调用自己",
            en="has no end: a fact hangs on itself in the end, or the code calls itself",
        )
        return [InputError(path, None, problem, Text(zh="拆开这个圆圈", en="break the circle"))]
    if isinstance(error, PackError):
        return [InputError(path, None, line, "") for line in reasons(error) if not line.en.endswith(":")]
    if isinstance(error, UnknownName):
        return [InputError(path, None, error.text, "")]
    said = f"{type(error).__name__}: {error}"
    return [InputError(path, None, Text(zh=f"运行出错：{said}", en=f"failed to run: {said}"), hint)]


def _faults(pack: Pack, path: str, shipped: Iterable[str]) -> list[InputError]:
    """Return what no pack of one's own may do, though it can be built."""
    errors = []
    if pack.name in shipped:
        errors.append(_shadow(path, pack.name))
    elif not _NAME.fullmatch(pack.name) or pack.name == DEFAULT:
        problem = Text(zh="不能用作规则包的名称", en="cannot be the name of a pack")
        hint = Text(
            zh=f"用小写字母和数字，以连字符分开，如 qinghe-2024；{DEFAULT} 另有所指",
            en=f"use small letters and digits with hyphens between, such as qinghe-2024; {DEFAULT} means something else",
        )
        errors.append(InputError(path, pack.name, problem, hint))
    overlaid = pack.overlay.values if pack.overlay is not None else {}
    for found in (*pack.parameters.values(), *overlaid.values()):
        errors.extend(InputError(f"{path}, {found.name}", None, *early) for early in begun_too_early(found))
    return errors


def _shadow(path: str, name: str) -> InputError:
    problem = Text(
        zh="与随附的规则包同名，不会被采用",
        en="is the name of a shipped pack, and is never taken for it",
    )
    return InputError(path, name, problem, Text(zh="给规则包另起名称", en="give the pack a name of its own"))


def _no_pack(path: str, found: Any, example: str) -> InputError:
    kind = type(found).__name__
    problem = Text(zh=f"不是规则包，而是 {kind}", en=f"is no pack, but of type {kind}")
    return InputError(path, None, problem, Text(zh=f"指向一个 Pack：{example}", en=f"name a Pack: {example}"))


def _no_python(written: str) -> InputError:
    hint = Text(zh="写成 my_pack.py 或 my_pack.py:PACK", en="write my_pack.py or my_pack.py:PACK")
    if written.lower().endswith(".toml"):
        hint = Text(
            zh="只含参数的文件用 --params（Python 中用 parameters=）给出",
            en="a file of parameters is given with --params, in Python with parameters=",
        )
    return InputError(written, None, Text(zh="不是 Python 文件", en="is not a Python file"), hint)


def _missing(file: str, error: Exception) -> InputError:
    folder = os.path.dirname(file) or "."
    beside = [name for name in _listed(folder) if name.endswith(".py")]
    guess = nearest(os.path.basename(file), beside)
    hint = Text(zh="检查文件名和路径", en="check the name and the folder")
    if guess:
        meant = os.path.join(os.path.dirname(file), guess).replace(os.sep, "/")
        hint = Text(zh=f"是不是想写 {meant}？", en=f"did you mean {meant}?")
    if isinstance(error, FileNotFoundError):
        return InputError(file, None, Text(zh="没有这个文件", en="there is no such file"), hint)
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(file, None, Text(zh=f"无法打开（{reason}）", en=f"cannot be opened ({reason})"), hint)


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _not_in_file(title: str, name: str | None, packs: Collection[str]) -> InputError:
    if not packs:
        problem = Text(zh="这个文件里没有规则包", en="there is no pack in the file")
        hint = Text(zh="写 PACK = Pack(...)", en="write PACK = Pack(...)")
        return InputError(title, name, problem, hint)
    there = ", ".join(packs)
    guess = nearest(name or "", packs)
    hint = Text(zh=f"现有：{there}", en=f"there are: {there}")
    if guess:
        hint = Text(zh=f"是不是想写 {title}:{guess}？", en=f"did you mean {title}:{guess}?")
    if name is None:
        problem = Text(zh="这个文件里有几个规则包，没有叫 PACK 的", en="has several packs, and none is called PACK")
        return InputError(title, None, problem, hint)
    return InputError(title, name, Text(zh="这个文件里没有这个名称", en="is no name in the file"), hint)
