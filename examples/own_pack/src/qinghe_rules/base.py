"""What the rules share: where it says so, the values by date, and what has become of every clause."""

from __future__ import annotations

from unionmodel.writing import TEXT, Parameter, load_ledger, load_parameters, load_sources

SOURCES = load_sources("qinghe_rules")
PLAN = SOURCES["qinghe-plan"]
PARAMETERS = load_parameters("qinghe_rules", SOURCES)
LEDGER = load_ledger("qinghe_rules", PLAN)

#: The province as a division code; another one can be set with --params.
AREA = Parameter("qinghe.jurisdiction", TEXT)

#: The places that the examples of the rules lie in. The divisions of Gansu are shipped, all others come with the data.
PLACES = [
    {"code": "990000", "name": "清河省", "level": "province"},
    {"code": "990100", "name": "河口市", "level": "prefecture", "parent": "990000"},
]
