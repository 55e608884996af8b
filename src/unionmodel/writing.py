"""What a pack of one's own is written with: one place to import from, which stays as it is.

A pack is a value: its rules, the parameters and switches they read, and the sources they cite. A rule asks something
(`require`) of the rows of a table to which it applies (`when`)::

    from unionmodel.writing import Example, Force, Pack, Text, rule, unions

The parts, from the bottom up:

- where it says so: `Source`, `Version`, `Citation`, `Dated`, `DatedStep`, `Switch`, `LedgerEntry`; from the TOML files of
  a package with `load_sources`, `load_parameters`, `load_ledger`, from TOML text with `read_sources`,
  `read_parameters`, `read_ledger`;
- what a row says: the tables `places`, `unions`, `employers`, ... with their columns (`unions.kind`); conditions are
  joined with ``&``, ``|`` and ``~``;
- what a rule knows beyond the row: `Parameter`, the day (`ON`, `YEAR`, `FULL_YEAR`), and facts: `LookUp`, `Aggregate`,
  `Derived`, `Peers`, `Chain`, `Whole`, `FirstOf`, `Inside`, `Nearest`;
- facts that are ready: `STANDING` (the union stands on the day), `OPEN` (the employer does), `KEY_UNION`,
  `HAS_OWN_UNION`, `HAS_OWN_OR_JOINT_UNION`, `COVERED_EMPLOYERS`, `COVERED_WORKERS`, `WORK_FUNDS`, `begun`, `not_over`,
  `recorded`;
- the rule and the pack: `rule`, `Rule`, `Part`, `Example`, `Force`, `Text`, `Pack`, `Overlay`, and `Mends`: how `repair`
  mends the findings of a rule;
- what a plan says beside its rules, a `Scheme`: its `Campaign` (`Phase`, `Target`, `Paper`, `Duty`; `value_of` and
  `option_of` take numbers and options from the parameters of the pack), the `Tier` s of coverage with the `Search` that
  finds the union of each (`search`), `Founding` with a `Route` for each way into a union, the `Floor` of money, a `Rung` for
  each step of a union on its way, `Posting` of hired staff, `CountSources`.

Everything is refused where it is written, with a path and the nearest name: a column that is not there, values of
two types compared, a fact that hangs on itself, a clause that does not resolve.

A whole pack, with one rule:

>>> from datetime import date
>>> SOURCES = read_sources('''
... [guide]
... title = { zh = "示例规定", en = "a sample text" }
... short = { zh = "示例", en = "sample" }
... issuer = { zh = "示例工会", en = "a sample union" }
... numbering = "clause"
... confidence = "own"
... [[guide.versions]]
... id = "2024"
... start = 2024-01-01
... read = "own"
... [guide.clauses]
... 1 = { zh = "工会要有名称", en = "a union has a name" }
... ''')
>>> NAMED = rule(
...     "GU101",
...     "has-a-name",
...     title=Text(zh="工会有名称", en="a union has a name"),
...     force=Force.SHOULD,
...     cites=SOURCES["guide"].clause("1"),
...     each="unions",
...     when=STANDING,
...     require=unions.name.known(),
...     says=Text(zh="{subject} 没有名称", en="{subject} has no name"),
...     mend=Text(zh="写上名称", en="give it a name"),
...     reason=Text(zh="没有名称就找不到", en="what has no name is not found"),
...     scene={"unions": [{"id": "u1", "name": "示例工会"}]},
...     examples=(
...         Example(Text(zh="有名称", en="named"), "held"),
...         Example(Text(zh="没有名称", en="unnamed"), "broken", {"unions": [{"name": None}]}),
...     ),
... )
>>> PACK = Pack(name="guide", version="1", title=Text(zh="示例", en="sample"), rules=(NAMED,), sources=SOURCES)
>>> import unionmodel as um
>>> report = um.check(um.Structure(unions=[{"id": "u1"}]), [PACK], date(2024, 6, 1))
>>> print(report.findings[0].message.en)
u1 has no name
>>> [um.check(um.Structure(**each.structure(NAMED.scene)), [PACK], NAMED.on).ok for each in NAMED.examples]
[True, True]

A plan is a pack with a scheme. This one knows firms and their unions, and nothing else:

>>> PARAMETERS = read_parameters('''
... ["guide.area"]
... label = { zh = "地域", en = "area" }
... type = "text"
... [["guide.area".values]]
... start = 2024-01-01
... value = "620102"
... clause = "1"
... ["guide.alone"]
... label = { zh = "单独建会人数", en = "workers from which a firm founds alone" }
... type = "count"
... [["guide.alone".values]]
... start = 2024-01-01
... value = 10
... clause = "1"
... ''', SOURCES)
>>> half = Target("half", "rate", date(2024, 12, 31), share=50)
>>> firm = Text(zh="企业工会", en="firm's union")
>>> SCHEME = Scheme(
...     source=SOURCES["guide"],
...     starts=date(2024, 1, 1),
...     jurisdiction="guide.area",
...     campaign=Campaign("guide", Text(zh="示例", en="sample"), value_of("guide.area"), ("courier",), targets=(half,)),
...     tiers=(Tier("firm", firm, firm, firm, "employer", (search("firm", "企业工会", "firm's union", "employer", "basic_union"),)),),
...     founding=Founding(
...         routes=(
...             Route("already_unionised", Text(zh="已建会", en="has a union"), ("1",)),
...             Route("direct_membership", Text(zh="直接入会", en="join one by one"), ("1",)),
...         ),
...         enough="guide.alone",
...     ),
... )
>>> PLAN = Pack("guide", "1", Text(zh="示例", en="sample"), (NAMED,), SOURCES, PARAMETERS, scheme=SCHEME)
>>> shop = um.Structure(
...     employers=[{"id": "e1", "place": "620102001"}],
...     headcounts=[{"employer": "e1", "group": "courier", "workers": 8, "members": 3}],
... )
>>> um.coverage(shop, date(2024, 6, 1), [PLAN]).workers, um.recommend(shop, "e1", date(2024, 6, 1), [PLAN]).name.en
({'none': 8}, 'join one by one')
>>> um.campaign(shop, date(2024, 6, 1), packs=[PLAN]).row("620102", "courier").needed.exact
1
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unionmodel.language import Text
from unionmodel.law.calendar import Phase
from unionmodel.law.dated import Dated, Switch, load_parameters, parameters_in
from unionmodel.law.dated import Step as DatedStep
from unionmodel.law.ledger import LedgerEntry, ledger_in, load_ledger
from unionmodel.law.reading import read_toml
from unionmodel.law.source import Citation, Source, Version, load_sources, sources_in
from unionmodel.rules.calendar import DatePart, Later
from unionmodel.rules.campaign import Campaign, Duty, Paper, Target, option_of, value_of
from unionmodel.rules.choices import CellsWhere, Certain, FirstRow, IfThenElse, Percent, Switched
from unionmodel.rules.earlier_names import earlier
from unionmodel.rules.expr import FULL_YEAR, ON, PROPOSED_COUNT, YEAR, Expr, Found, Literal_, Parameter
from unionmodel.rules.facts import (
    Aggregate,
    Chain,
    Derived,
    FirstOf,
    Inside,
    Itself,
    Linked,
    LookUp,
    Nearest,
    Peers,
    Step,
    Whole,
)
from unionmodel.rules.mending import Mends
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.rule import Example, Force, Part, Rule, rule
from unionmodel.rules.scheme import (
    CountSources,
    Floor,
    Founding,
    Posting,
    Route,
    Rung,
    Scheme,
    Search,
    Tier,
    lies_in,
    search,
)
from unionmodel.rules.shared import (
    COUNT_PLACE,
    COUNTING_SURVEY,
    COVERED_EMPLOYERS,
    COVERED_WORKERS,
    HAS_OWN_OR_JOINT_UNION,
    HAS_OWN_UNION,
    KEY_UNION,
    OPEN,
    STANDING,
    WORK_FUNDS,
    begun,
    not_over,
    recorded,
)
from unionmodel.rules.terms import (
    activities,
    affiliations,
    channels,
    covers,
    direct_members,
    employers,
    funding,
    headcounts,
    members,
    officers,
    pairings,
    places,
    plans,
    services,
    stations,
    unions,
)
from unionmodel.rules.texts import CheckCharacter, Matches, Patterned
from unionmodel.rules.types import BOOL, DATE, MONEY, NUMBER, TEXT

__all__ = [
    "BOOL", "COUNTING_SURVEY", "COUNT_PLACE", "COVERED_EMPLOYERS", "COVERED_WORKERS", "DATE", "FULL_YEAR",
    "HAS_OWN_OR_JOINT_UNION", "HAS_OWN_UNION", "KEY_UNION", "MONEY", "NUMBER", "ON", "OPEN", "PROPOSED_COUNT",
    "STANDING", "TEXT", "WORK_FUNDS", "YEAR", "Aggregate", "Campaign", "CellsWhere", "Certain", "Chain",
    "CheckCharacter", "Citation", "CountSources", "DatePart", "Dated", "DatedStep", "Derived", "Duty", "Example",
    "Expr", "FirstOf", "FirstRow", "Floor", "Force", "Found", "Founding", "IfThenElse", "Inside", "Itself", "Later",
    "LedgerEntry", "Linked", "Literal_", "LookUp", "Matches", "Mends", "Nearest", "Overlay", "Pack", "Paper",
    "Parameter", "Part", "Patterned", "Peers", "Percent", "Phase", "Posting", "Route", "Rule", "Rung", "Scheme",
    "Search", "Source", "Step", "Switch", "Switched", "Target", "Text", "Tier", "Version", "Whole", "activities",
    "affiliations", "begun", "channels", "covers", "direct_members", "employers", "funding", "headcounts", "lies_in",
    "load_ledger", "load_parameters", "load_sources", "members", "not_over", "officers", "option_of", "pairings",
    "places", "plans", "read_ledger", "read_parameters", "read_sources", "recorded", "rule", "search", "services",
    "stations", "unions", "value_of",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    return earlier(name)


def read_sources(written: str) -> dict[str, Source]:
    """Return the sources that TOML text describes, by id: what `load_sources` is for a package, for a single file.

    Raises PackError with everything that is wrong with the text.

    >>> read_sources("")
    {}
    """
    head = Text(zh="来源：", en="sources:")
    return sources_in(read_toml(written, head), head)


def read_parameters(written: str, sources: Mapping[str, Source]) -> dict[str, Dated | Switch]:
    """Return the dated values and switches that TOML text describes, by name, each citing one of `sources`.

    Raises PackError with everything that is wrong with the text.

    >>> read_parameters("", {})
    {}
    """
    head = Text(zh="参数：", en="parameters:")
    return parameters_in(read_toml(written, head), head, sources)


def read_ledger(written: str, *sources: Source) -> tuple[LedgerEntry, ...]:
    """Return what became of every clause of `sources`, as TOML text says it.

    Raises PackError with everything that is wrong with the text: a clause without an entry, an entry without a clause.

    >>> read_ledger("")
    ()
    """
    head = Text(zh="台账：", en="ledger:")
    return ledger_in(read_toml(written, head), head, *sources)
