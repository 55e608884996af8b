"""The engine spark says what it lacks."""

from __future__ import annotations

from typing import Any

import pytest

import unionmodel as um
from unionmodel.errors import MissingExtra, UnionModelError, UnknownName
from unionmodel.io.registers import spark


def test_without_java_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark.shutil, "which", lambda *_, **__: None)
    with pytest.raises(UnionModelError) as told:
        spark.require_java()
    assert "openjdk-17-jre-headless" in str(told.value) and "JAVA_HOME" in str(told.value)


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = spark.find_spec
    monkeypatch.setattr(spark, "find_spec", lambda name: None if name == "pyspark" else found(name))
    with pytest.raises(MissingExtra, match=r"unionmodel\[spark\]"):
        um.check_register("anywhere", engine="spark")


def test_an_engine_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownName, match="spark"):
        um.check_register({}, engine="sparkle")  # type: ignore[arg-type]
