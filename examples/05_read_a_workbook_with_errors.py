"""读一份填错的表 / Read a workbook with errors: all of them are listed at once, with cell, value and how to mend it."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import xlsxwriter

import unionmodel as um

SHEETS = {
    "工会": [
        ["工会编号", "工会名称", "工会类型", "所在区域", "会员数"],
        ["u1", "示例快递行业工会联合会", "行业联合会", "620102", 120],
        ["u2", "示例网约车联合工会", "联合基层工会", "620102", "1200人"],
        ["u2", "示例外卖联合工会", "联合基层工会", "620102", 80],
    ],
    "经费": [["工会编号", "年度", "金额", "来源", "单位"], ["u1", 2022, -20000, "定额补助", "城关区总工会"]],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposal.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            for name, rows in SHEETS.items():
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        try:
            um.load(path)
        except um.InputErrors as problems:
            found = len(problems.errors)
            print(f"没有读入，共 {found} 处错误：" if language == "zh" else f"Nothing was read, {found} errors:")
            print(problems.render(language))


if __name__ == "__main__":
    main()
