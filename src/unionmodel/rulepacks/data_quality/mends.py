"""How `repair` mends the findings of data quality."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rules.mending import NOTHING_SAID, PAPERS, Mends

_CERTIFICATE = Text(zh="以证书为准，程序不能改写代码", en="the certificate decides; a program cannot rewrite the code")

MENDS = {
    "DAT901": Mends(
        Text(zh="文件中没有可据以填写的内容", en="nothing in the file says what to fill in"), "data.blanks"
    ),
    "DAT902": Mends(
        Text(zh="没有相近的编号：核对后改正，或补上记录", en="no id is near: correct it, or add the record"),
        "data.references",
    ),
    "DAT903": Mends(_CERTIFICATE, "data.credit_code"),
    "DAT904": Mends(_CERTIFICATE),
    "DAT905": Mends(_CERTIFICATE, "data.code_of_employer"),
    "DAT906": Mends(_CERTIFICATE, "data.shared_code"),
    "DAT907": Mends(PAPERS),
    "DAT908": Mends(PAPERS),
    "DAT909": Mends(PAPERS),
    "DAT910": Mends(
        Text(zh="没有单位也没有区域：不知道算在哪里", en="neither employer nor place: nobody knows where they count"),
        "data.one_subject",
    ),
    "DAT911": Mends(PAPERS),
    "DAT912": Mends(PAPERS, "data.group_or_industry"),
    "DAT913": Mends(NOTHING_SAID, "data.covered_twice"),
    "DAT914": Mends(Text(zh="先了解情况", en="find out first"), "data.end"),
    "DAT915": Mends(
        Text(zh="代码有误：核对后改正，或补上区域", en="the code is wrong: correct it, or add the place"),
        "data.place",
        unknown_too=True,
    ),
    "DAT916": Mends(PAPERS, "data.counted_members"),
    "DAT917": Mends(PAPERS, "data.listed_name"),
}
