"""What a roster adds up to, as people and programs read it. No person is named."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.checking.roster.counting import RosterCounts
from unionmodel.language import Language, Text
from unionmodel.model.vocabulary import Group

#: Most unions named of those that are not listed.
_NAMED = 5


def roster(found: RosterCounts, language: Language) -> Iterator[str]:
    """Yield how many there are by group, who is in twice, and the unions that are not listed."""
    yield _total(found)
    yield ""
    yield Text(zh="各群体（在会 / 行数）", en="By group (members on the day / rows)")
    yield from _groups(found)
    yield ""
    yield from _twice(found)
    yield from _orphans(found)


def _total(counts: RosterCounts) -> Text:
    return Text(
        zh=f"名册共 {counts.rows:,} 行，{counts.on} 在会 {counts.active:,} 人次，涉及 {counts.unions:,} 家工会。",
        en=f"Rows in the roster: {counts.rows:,}; memberships that count on {counts.on}: {counts.active:,}, in unions: {counts.unions:,}.",
    )


def _groups(counts: RosterCounts) -> Iterator[Text]:
    for group, members, rows in counts.groups.select("group", "members", "rows").iter_rows():
        name = Text(zh="未填写", en="not given")
        if group is not None:
            name = Group.of(group).text
        numbers = f"{members:>14,} {rows:>14,}"
        yield Text(zh=f"  {numbers}  {name.zh}", en=f"  {numbers}  {name.en}")


def _twice(counts: RosterCounts) -> Iterator[Text]:
    if counts.people_twice:
        yield Text(
            zh=f"有不止一份在册会籍的：{counts.people_twice:,} 人；其中在同一工会重复登记的 {counts.twice_in_one_union:,} 人，"
            f"同时在几家工会的 {counts.in_several_unions:,} 人。",
            en=f"People with several memberships that count: {counts.people_twice:,}; twice in one union: "
            f"{counts.twice_in_one_union:,}, in several unions: {counts.in_several_unions:,}.",
        )
    else:
        yield Text(zh="没有人重复登记。", en="Nobody is in twice.")
    if counts.unidentified:
        yield Text(
            zh=f"没有会员编号、无法比对的在册会籍：{counts.unidentified:,} 份。",
            en=f"Memberships that do not say whose they are, and so cannot be compared: {counts.unidentified:,}.",
        )


def _orphans(counts: RosterCounts) -> Iterator[Text]:
    orphans = counts.orphans
    if orphans is None:
        yield Text(
            zh="没有工会表，无法核对名册里的工会是否存在。",
            en="There is no table of unions, so whether those of the roster exist cannot be told.",
        )
        return
    if not orphans.height:
        yield Text(zh="名册里的工会都在工会表中。", en="Every union that the roster names is in the table of unions.")
        return
    largest = orphans.sort("rows", "union", descending=[True, False])["union"].head(_NAMED).to_list()
    more = orphans.height > _NAMED
    rows = int(orphans["rows"].sum())
    yield Text(
        zh=f"工会表中没有的工会：{orphans.height:,} 家（{'、'.join(largest)}{' 等' if more else ''}），涉及名册 {rows:,} 行。",
        en=f"Unions that the table of unions does not have: {orphans.height:,} ({', '.join(largest)}"
        f"{' and others' if more else ''}); rows of the roster in them: {rows:,}.",
    )
