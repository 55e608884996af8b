"""Make the example of Chengguan District, Lanzhou: a proposal on the real streets, everything else invented.

`python examples/chengguan/build.py` writes the demo that ships with the library, the same proposal as a workbook, as
CSV files and as JSON beside this script, and the list of what a check on 2022-12-31 has to find. Every run writes the
same bytes.
"""

from __future__ import annotations

import csv
import json
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import events
import faults
import unions
import world
import xlsxwriter
from tables import REPOSITORY, WORKERS, Row, Tables

from unionmodel.model.columns import Column
from unionmodel.model.records import TABLES

SEED = 620102
HERE = Path(__file__).resolve().parent
DEMO = REPOSITORY / "src" / "unionmodel" / "data" / "demo" / "chengguan.json"
NOTE = (
    "城关区示例方案（兰州市）",
    "基准日：2022-12-31。",
    "街道的名称和代码是真实的。",
    "社区、园区、楼宇、商圈、工会、企业、人员、人数、金额、文号一律是虚构的，与任何真实单位和个人无关。",
    "人数的总量按兰州市 2022 年公开数字（会员 3.86 万人、入会率 81%）的四成设定；如何分到各群体、街道、企业是虚构的。",
    "方案中故意放入了若干错误和空缺，供练习检查之用；清单见 faults.json。",
    "空白表示不知道，不是 0。",
    "An invented proposal on real streets: every union, firm, person and number is made up.",
    "Some mistakes are on purpose; faults.json lists them.",
)


def build(*, with_faults: bool = True) -> Tables:
    """Return the tables of the proposal; without the planted faults a check finds nothing."""
    chance = random.Random(SEED)
    made: Tables = {"places": world.make_places(), "unions": unions.make_unions()}
    made["employers"] = world.make_employers(chance)
    basic_level, made["covers"] = unions.make_basic_level(made, chance)
    made["unions"] += [*basic_level, *unions.make_superiors()]
    made["affiliations"] = unions.make_affiliations(made)
    made["headcounts"] = world.make_headcounts(made, chance)
    made["headcounts"] += world.make_workers(made, chance)
    unions.complete_unions(made, chance)
    made["direct_members"] = events.make_direct_members(made)
    made["funding"] = events.make_funding(made, chance)
    made["activities"] = events.make_activities(made, chance)
    made["officers"] = events.make_officers(made)
    made["plans"] = events.make_plans()
    made["channels"] = events.make_channels()
    made["stations"] = events.make_stations(chance)
    made["services"] = events.make_services(made, chance)
    made["pairings"] = events.make_pairings(made)
    made["members"] = events.make_members(made)
    if with_faults:
        faults.plant(made)
    return {name: made[name] for name in TABLES if name in made}


def as_json(tables: Tables) -> str:
    """Return the document of a structure with one row a line, so that a changed row is a changed line."""
    parts = ['{\n"format": "unionmodel/1"']
    for name, rows in tables.items():
        lines = ",\n".join(json.dumps(_in_order(name, row), ensure_ascii=False, default=date.isoformat) for row in rows)
        parts.append(f'"{name}": [\n{lines}\n]')
    return ",\n".join(parts) + "\n}\n"


def write_workbook(tables: Tables, path: Path) -> None:
    """Write the tables as a workbook with Chinese headers, behind a sheet that says what is invented."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": NOTE[0], "author": "unionmodel", "created": datetime(2022, 12, 31)})
        bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
        text = workbook.add_format({"num_format": "@"})
        note = workbook.add_worksheet("说明")
        note.set_column(0, 0, 110, workbook.add_format({"text_wrap": True}))
        for line, sentence in enumerate(NOTE):
            note.write_string(line, 0, sentence, bold if line == 0 else None)
        for name, rows in tables.items():
            sheet = workbook.add_worksheet(TABLES[name].zh)
            sheet.freeze_panes(1, 1)
            for place, column in enumerate(_columns(name, rows)):
                sheet.set_column(place, place, 30 if column.type == "name" else 15)
                sheet.write_string(0, place, column.zh, bold)
                for line, row in enumerate(rows, 1):
                    value = _shown(column, row.get(column.name))
                    if isinstance(value, date):
                        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), day)
                    elif isinstance(value, int):
                        sheet.write_number(line, place, value)
                    elif value:
                        sheet.write_string(line, place, value, text)


def write_csv(tables: Tables, folder: Path) -> None:
    """Write a CSV file a table: UTF-8 with a mark, so that Excel reads the Chinese headers."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{TABLES[name].zh}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            columns = _columns(name, rows)
            writer.writerow([column.zh for column in columns])
            writer.writerows([_shown(column, row.get(column.name)) for column in columns] for row in rows)


def _columns(table: str, rows: list[Row]) -> list[Column]:
    """Return the columns of a table that any row fills, in the order of the data dictionary."""
    used = {name for row in rows for name in row}
    return [column for column in TABLES[table].columns if column.name in used]


def _in_order(table: str, row: Row) -> Row:
    names = [column.name for column in TABLES[table].columns]
    return {name: row[name] for name in sorted(row, key=names.index)}


def _shown(column: Column, value: Any) -> Any:
    """Return a value as people write it in a Chinese table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.vocabulary is not None:
        codes = value if column.type == "list" else [value]
        return "、".join(column.vocabulary(code).zh for code in codes)
    return value


def main() -> None:
    """Write every file and print what is in the proposal."""
    tables = build()
    document = as_json(tables)
    DEMO.parent.mkdir(exist_ok=True)
    for path in (DEMO, HERE / "chengguan.json"):
        path.write_text(document, encoding="utf-8", newline="\n")
    findings = ",\n".join(json.dumps(row, ensure_ascii=False) for row in faults.expected())
    (HERE / "faults.json").write_text(f"[\n{findings}\n]\n", encoding="utf-8", newline="\n")
    write_workbook(tables, HERE / "chengguan.xlsx")
    write_csv(tables, HERE / "csv")
    for name, rows in tables.items():
        print(f"{TABLES[name].zh} {name}: {len(rows)}")
    counted = [row for row in tables["headcounts"] if row["source"] == "survey" and row["as_of"].month == 11]
    for group, wanted in WORKERS.items():
        rows = [row for row in counted if row["group"] == group]
        workers, members = (sum(row.get(column, 0) for row in rows) for column in ("workers", "members"))
        print(f"{group}: {workers} of {wanted} planned, {members} members, {members / workers:.1%}")
    print(f"faults: {len(faults.FAULTS)}, expected findings: {len(faults.expected())}")


if __name__ == "__main__":
    main()
