"""Engines that judge one flat table: OpenFisca-core, zen-engine and Pandera on Polars. The joins are made in Python."""

from __future__ import annotations

from typing import Any, ClassVar

from benchmarks.peers.three.given import FLOOR, JOINS, Broken, Given, Joined, joined

ALL_JOINS = tuple(join for joins in JOINS.values() for join in joins)


class Zen:
    """GoRules zen-engine: a compiled expression, evaluated row by row."""

    NAME, PACKAGES, JOINS = "zen-engine (compiled expressions)", ("zen-engine",), ALL_JOINS
    RULES: ClassVar = {
        "GS401": "gansu and all_known and known < floor",
        "TUL104": "above > own or (above == own and upper >= lower)",
        "GS301": "gansu and not organised and not taken",
    }

    @staticmethod
    def load(handed: Given) -> Joined:
        """Make the joins."""
        return joined(handed)

    @classmethod
    def run(cls, table: Joined) -> Broken:
        """Return what is broken."""
        import zen

        rules = {code: zen.compile_expression(rule) for code, rule in cls.RULES.items()}
        broken = set()
        for code, rows in _as_rows(table).items():
            rule = rules[code]
            broken |= {(code, row["id"]) for row in rows if rule.evaluate(row)}
        return broken


def _as_rows(table: Joined) -> dict[str, list[dict[str, Any]]]:
    names = {
        "GS401": ("id", "gansu", "known", "all_known"),
        "TUL104": ("id", "own", "above", "lower", "upper"),
        "GS301": ("id", "gansu", "organised", "taken"),
    }
    rows = {"GS401": table.funds, "TUL104": table.ranks, "GS301": table.taken}
    return {
        code: [{**dict(zip(names[code], row, strict=True)), "floor": FLOOR} for row in rows[code]] for code in names
    }


class Pandera:
    """Pandera: a schema of checks over Polars frames; the failing cases come back as a frame."""

    NAME, PACKAGES, JOINS = "Pandera on Polars", ("pandera", "polars"), ALL_JOINS

    @staticmethod
    def load(handed: Given) -> dict[str, Any]:
        """Make the joins, and frames of them."""
        import polars as pl

        return {code: pl.DataFrame(rows) for code, rows in _as_rows(joined(handed)).items()}

    @staticmethod
    def run(frames: dict[str, Any]) -> Broken:
        """Return what is broken."""
        import pandera.polars as pa
        import polars as pl

        col = pl.col
        rules = {
            "GS401": ~(col("gansu") & col("all_known") & (col("known") < col("floor"))),
            "TUL104": (col("above") < col("own")) | ((col("above") == col("own")) & (col("upper") < col("lower"))),
            "GS301": ~col("gansu") | col("organised") | col("taken"),
        }
        broken: Broken = set()
        for code, frame in frames.items():
            if frame.is_empty():
                continue
            rule = pa.Check(lambda data, rule=rules[code]: data.lazyframe.select(rule))
            schema = pa.DataFrameSchema({"id": pa.Column(str)}, checks=[rule])
            try:
                schema.validate(frame, lazy=True)
            except pa.errors.SchemaErrors as wrong:
                rows = wrong.failure_cases["index"].unique()
                broken |= {(code, name) for name in frame["id"].gather(rows.cast(pl.Int64))}
        return broken


class OpenFisca:
    """OpenFisca-core: variables with vectorial formulas over one entity a rule."""

    NAME, PACKAGES, JOINS = "OpenFisca-core", ("openfisca-core",), ALL_JOINS

    @staticmethod
    def load(handed: Given) -> Any:
        """Make the joins, and a simulation over them for each rule."""
        return {code: _simulation(code, rows) for code, rows in _as_rows(joined(handed)).items() if rows}

    @staticmethod
    def run(simulations: dict[str, Any]) -> Broken:
        """Return what is broken."""
        broken = set()
        for code, (simulation, names) in simulations.items():
            simulation.delete_arrays("broken")
            found = simulation.calculate("broken", "2022")
            broken |= {(code, names[row]) for row in found.nonzero()[0].tolist()}
        return broken


def _simulation(code: str, rows: list[dict[str, Any]]) -> tuple[Any, list[str]]:
    import numpy as np
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity("subject", "subjects", "a subject of a rule", is_person=True)
    system = TaxBenefitSystem([entity])
    names = [name for name in rows[0] if name != "id"]
    for name in names:
        kind = type(rows[0][name])
        cells = {"value_type": kind, "entity": entity, "definition_period": DateUnit.YEAR, "label": name}
        system.add_variable(type(name, (Variable,), cells))
    formulas = {
        "GS401": lambda of, on: of("gansu", on) * of("all_known", on) * (of("known", on) < of("floor", on)),
        "TUL104": lambda of, on: (
            (of("above", on) > of("own", on))
            + (of("above", on) == of("own", on)) * (of("upper", on) >= of("lower", on))
        ),
        "GS301": lambda of, on: of("gansu", on) * ~of("organised", on) * ~of("taken", on),
    }
    formula = formulas[code]
    cells = {
        "value_type": bool, "entity": entity, "definition_period": DateUnit.YEAR, "label": code,
        "formula": lambda subjects, period: formula(subjects, period),
    }  # fmt: skip
    system.add_variable(type("broken", (Variable,), cells))
    simulation = SimulationBuilder().build_default_simulation(system, count=len(rows))
    for name in names:
        simulation.set_input(name, "2022", np.array([row[name] for row in rows]))
    return simulation, [row["id"] for row in rows]
