"""What Hypothesis calls when it is loaded: structures become known to it once, and only if, the library is used."""

from __future__ import annotations

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_HOME = "unionmodel.model.structure"


def register() -> None:
    """Make ``from_type(Structure)`` draw valid structures: now, or as soon as the class is imported.

    Hypothesis calls this in every test run of an environment in which the library is installed, so nothing of the
    library, nor of Hypothesis, is imported here.
    """
    if _HOME in sys.modules:
        _tell(sys.modules[_HOME])
    else:
        sys.meta_path.insert(0, _Waiting())


def _tell(home: ModuleType) -> None:
    from hypothesis import strategies as st

    st.register_type_strategy(home.Structure, lambda _: st.deferred(_structures))


def _structures() -> Any:
    from unionmodel.testing.strategies import structures

    return structures()


class _Waiting(MetaPathFinder):
    """Waits for the module of the class, and steps aside."""

    def find_spec(self, fullname: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != _HOME:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Telling(spec.loader)
        return spec


class _Telling(Loader):
    """Loads a module as its own loader does, and registers the class in it."""

    def __init__(self, own: Any) -> None:
        self._own = own

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self._own.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        self._own.exec_module(module)
        if module.__spec__ is not None:
            module.__spec__.loader = self._own
        _tell(module)
