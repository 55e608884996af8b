"""Makes form.xlsx: a filled form in the manner of Hainan's. Every organisation, number and person in it is invented."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
HEADER = (
    "单位名称", "单位统一社会信用代码", "单位地址", "单位所在政区", "单位性质类别", "经济类型", "单位所属行业", "职工人数",
    "工会名称", "工会统一社会信用代码", "上级工会名称", "建会日期", "基层工会类型", "会员人数", "工会负责人（法定代表人）", "联系电话",
)  # fmt: skip
TRANSPORT, TRADE, PUBLIC = "交通运输、仓储和邮政业", "批发和零售业", "公共管理、社会保障和社会组织"
COUNTY, STREET = "兰州市城关区", "兰州市城关区张掖路街道"
DELIVERY = "示例城关快递行业工会联合会"
#: Employer, its number, place, nature, industry, workers; union, its number, superior, day, type, members.
ROWS = (
    ("示例速递（兰州）有限公司", 1, STREET, "其他有限责任公司", TRANSPORT, 86,
     "示例速递（兰州）有限公司工会", 1, DELIVERY, "2021/10/18", "独立基层工会", 71),
    ("示例即达快运有限公司", 2, STREET, "私营企业", TRANSPORT, 19,
     "示例张掖路快递站点联合工会", 2, DELIVERY, "2022/03/02", "联合基层工会", 24),
    ("示例众通快递服务部", 3, STREET, "个体工商户", TRANSPORT, 12,
     "示例张掖路快递站点联合工会", 2, DELIVERY, "2022/03/02", "联合基层工会", 24),
    ("示例城关区快递行业协会", 4, COUNTY, "社会团体", PUBLIC, 6,
     DELIVERY, 3, "兰州市城关区总工会", "2021/09/30", "工会联合会", 95),
    ("示例货运代理有限公司", 5, COUNTY, "私营企业", TRANSPORT, 143,
     "示例货运代理有限公司工会", 4, "兰州市城关区总工会", "2020/06/11", "独立基层工会", 120),
    ("示例便利连锁有限公司", 6, "兰州市七里河区", "国有控股公司", TRADE, 58,
     "示例便利连锁有限公司工会", 5, "兰州市城关区总工会", "2019/12/05", "独立基层工会", 58),
)  # fmt: skip
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(head: str, number: int) -> str:
    """Return an invented code of Chengguan District with a fitting check character."""
    first = f"{head}620102{'EX'}{number:07}"
    total = sum(LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(first))
    return first + LETTERS[-total % 31]


def build(path: Path) -> None:
    """Write the form."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2022, 12, 31)})
        notes = book.add_worksheet("填表说明")
        notes.write(0, 0, "示例表：单位、工会、人员和号码均为虚构。")
        sheet = book.add_worksheet("工会组织信息采集表")
        sheet.write(0, 0, "工会组织信息采集表（示例，数据均为虚构）")
        sheet.write_row(1, 0, HEADER)
        for at, row in enumerate(ROWS, start=2):
            employer, number, place, nature, industry, workers, union, own, superior, day, kind, members = row
            sheet.write_row(at, 0, (
                employer, credit_code("91" if nature not in ("社会团体", "个体工商户") else "51" if nature == "社会团体" else "92", number),
                f"{place}示例路{number}号", place, nature, "其他", industry, workers, union, credit_code("81", own),
                superior, day, kind, members, "某某", "0931-0000000",
            ))  # fmt: skip
        sheet.set_column(0, len(HEADER) - 1, 22)


if __name__ == "__main__":
    build(HERE / "form.xlsx")
