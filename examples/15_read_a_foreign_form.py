"""按对照文件读入别处的表格 / Reads somebody else's form by a mapping file: nothing in it is passed over in silence."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

import unionmodel as um

HERE = Path(__file__).parent / "foreign_form"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    # What staff see who have not finished their mapping: a column nobody spoke of, and values without a translation.
    finished = (HERE / "hainan.yaml").read_text(encoding="utf-8")
    unfinished = finished.replace("（法定代表人）, 联系电话]", "（法定代表人）]").replace("    私营企业: 企业\n", "")
    unfinished = unfinished.replace("工会名称: 兰州市城关区总工会", "工会名称: 城关区总工会")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "draft.yaml").write_text(unfinished, encoding="utf-8")
        try:
            um.load(HERE / "form.xlsx", mapping=Path(folder) / "draft.yaml")
        except um.InputErrors as errors:
            number = len(errors.errors)
            print(f"对照文件没写完，共 {number} 处：" if zh else f"An unfinished mapping, {number} errors:")
            print(errors.render(language))

    structure = um.load(HERE / "form.xlsx", mapping=HERE / "hainan.yaml")
    print("\n读入后：" if zh else "\nOnce it is finished:")
    for union in structure.unions.values():
        kind = None if union.kind is None else union.kind.zh if zh else union.kind.en
        employers = sum(cover.union == union.id for cover in structure.covers)
        print(f"  {union.name}: {kind or ('类型不明' if zh else 'kind unknown')}, {employers}")
    report = um.check(structure, on=date(2022, 12, 31))
    print(report.render("text", language).splitlines()[-1])


if __name__ == "__main__":
    main()
