"""The public function `roster`: a roster of any length counted where it stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from unionmodel.api.asked import today_unless
from unionmodel.language import Text

if TYPE_CHECKING:
    from unionmodel.checking.roster.counting import RosterCounts


def roster(
    source: str | os.PathLike[str] | Mapping[str, Any],
    on: date | None = None,
    language: str | None = None,
    *,
    progress: Callable[[Text, int, int], None] | None = None,
) -> RosterCounts:
    """Count the members of a roster by union and group, who is in it twice, and unions that are not listed.

    `source` is a folder with the table `members` (one file or a folder of Parquet parts) and, if there is one, `unions`;
    a single file of members; data frames by table; or the address of a database. A membership counts on the day `on`
    (default: today) where its status is active, it has begun, and it is not over: the same reading by which rules judge
    members (CTU501: one active membership). The roster is never held as a whole: hundreds of millions of rows are
    counted in a few gigabytes. `progress` is called with how far the work has come. Needs the extra `scale`.

    Raises InputErrors with everything that is wrong with the cells that are read, resident IDs among them, and
    MissingExtra.

    >>> import polars
    >>> members = polars.DataFrame({"id": ["p1", "p1", "p2"], "union": ["u1", "u2", "u9"], "group": ["courier"] * 3})
    >>> counts = roster({"members": members, "unions": polars.DataFrame({"id": ["u1", "u2"]})}, on=date(2022, 12, 31))
    >>> counts.counts.rows()
    [('u1', 'courier', 1, 1), ('u2', 'courier', 1, 1), ('u9', 'courier', 1, 1)]
    >>> counts.people_twice, counts.orphans["union"].to_list()
    (1, ['u9'])
    """
    from unionmodel.checking.checking import bind
    from unionmodel.checking.columns.engine import require

    require()
    from unionmodel.checking.roster.counting import count
    from unionmodel.io.rosters.opening import opened
    from unionmodel.rules.shared import ACTIVE_MEMBER

    with opened(source, progress) as scan:
        return count(scan, ACTIVE_MEMBER.of, bind((), today_unless(on)), language, progress)
