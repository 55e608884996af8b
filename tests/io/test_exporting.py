"""Exports are read back by the programs they are meant for, and say what the structure says."""

from __future__ import annotations

import json
import re
from typing import Any

import networkx
import pytest
import rdflib
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

import unionmodel as um
from unionmodel.io.export.exporting import FORMATS, export
from unionmodel.testing.strategies import near_misses

DATA = "urn:unionmodel:data:"
#: What the languages of diagrams and XML could trip over.
HOSTILE = 'end ["a"] (b) {c} <d> & #1 `e`; \\N |x| --> %% "'

STRUCTURE = um.Structure(
    unions=[
        {"id": "gz", "name": "甘肃省总工会", "kind": "general_federation", "place": "620000"},
        {"id": "wc", "name": "示例工会工作委员会", "kind": "work_committee", "place": "620102", "superior": "gz"},
        {"id": "if", "name": "示例快递行业工会联合会", "kind": "industry_federation", "place": "620102", "superior": "gz",
         "second_superior": "wc", "industries": ["express_delivery"], "groups": ["courier"], "founded_on": "2022-05-01",
         "subsidy_standard": "300.00", "vertical": True, "credit_code": "81620100123456789X"},
        {"id": "old", "name": "Old union", "kind": "basic_union", "superior": "gz", "dissolved_on": "2022-06-01", "successor": "if"},
        {"id": "坏 键/1", "name": HOSTILE, "kind": "basic_union", "superior": "nobody"},
    ],
    employers=[
        {"id": "e1", "name": "示例快递公司", "place": "620102001", "role": "platform_branch", "workers": 40, "payroll": "0.10"},
    ],
    covers=[{"union": "坏 键/1", "employer": "e1", "since": "2021-01-01"}, {"union": "if", "employer": "nobody"}],
    affiliations=[{"union": "坏 键/1", "federation": "if"}],
    stations=[{"id": "s1", "name": "驿站", "place": "620102", "kind": "rest_stop", "union": "if"}],
    officers=[{"union": "if", "person": "p-77", "role": "chair"}],
    members=[{"id": "m-88", "union": "if"}],
)  # fmt: skip


def at(path: str) -> rdflib.URIRef:
    return rdflib.URIRef(DATA + path)


def edges(graph: networkx.MultiDiGraph[Any], relation: str) -> set[tuple[str, str]]:
    return {(start, end) for start, end, about in graph.edges(data=True) if about["relation"] == relation}


@pytest.fixture(scope="module")
def linked() -> rdflib.Graph:
    return rdflib.Graph().parse(data=export(STRUCTURE, "turtle"), format="turtle")


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_a_graph_file_gives_networkx_the_links_and_cells(format: str, tmp_path: Any) -> None:
    export(STRUCTURE, format, tmp_path / "a.xml", language="zh")
    read = (
        networkx.read_graphml(tmp_path / "a.xml", force_multigraph=True)
        if format == "graphml"
        else networkx.read_gexf(tmp_path / "a.xml")
    )
    assert edges(read, "leads") == {("unions:gz", f"unions:{key}") for key in ("wc", "if", "old")}
    assert edges(read, "leads_second") == {("unions:wc", "unions:if")}
    assert edges(read, "covers") == {("unions:坏 键/1", "employers:e1")}
    assert edges(read, "affiliated") == {("unions:坏 键/1", "unions:if")}
    assert edges(read, "succeeded_by") == {("unions:old", "unions:if")}
    assert edges(read, "kept_by") == {("stations:s1", "unions:if")}
    assert ("places:620102001", "places:620102") in edges(read, "within")
    union = read.nodes["unions:if"]
    assert (union["label"], union["record_label"], union["kind"], union["kind_label"]) == (
        "示例快递行业工会联合会", "工会", "industry_federation", "行业工会联合会",
    )  # fmt: skip
    assert (union["subsidy_standard"], union["vertical"], union["founded_on"]) == ("300.00", True, "2022-05-01")
    assert read.nodes["employers:e1"]["workers"] == 40
    assert read.nodes["unions:坏 键/1"]["name"] == HOSTILE


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_an_employer_covered_twice_has_two_links_with_their_days(format: str, tmp_path: Any) -> None:
    spans = [{"since": "2020-01-01", "until": "2020-12-31"}, {"since": "2022-01-01"}]
    covers = [{"union": "u1", "employer": "e1", **span} for span in spans]
    export(um.Structure(unions=[{"id": "u1"}], employers=[{"id": "e1"}], covers=covers), format, tmp_path / "a.xml")
    read = (
        networkx.read_graphml(tmp_path / "a.xml", force_multigraph=True)
        if format == "graphml"
        else networkx.read_gexf(tmp_path / "a.xml")
    )
    found = sorted((about["since"], about.get("until")) for *_, about in read.edges(data=True))
    assert found == [("2020-01-01", "2020-12-31"), ("2022-01-01", None)]


@pytest.mark.parametrize("format", FORMATS)
def test_no_person_is_in_an_export(format: str) -> None:
    text = export(STRUCTURE, format)
    assert "p-77" not in text and "m-88" not in text


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_structure_gives_the_same_text(format: str) -> None:
    assert export(STRUCTURE, format, language="zh") == export(um.load(_document()), format, language="zh")


def _document() -> dict[str, Any]:
    from unionmodel.io.writing.tables import as_document

    return as_document(STRUCTURE)


def test_who_leads_and_who_belongs_in_the_words_of_the_ontology(linked: rdflib.Graph) -> None:
    assert set(linked.subject_objects(ORG.subOrganizationOf)) == {
        (at("unions/if"), at("unions/gz")),
        (at("unions/old"), at("unions/gz")),
    }
    assert set(linked.subject_objects(ORG.hasUnit)) == {(at("unions/gz"), at("unions/wc"))}
    assert (at("unions/wc"), RDF.type, ORG.OrganizationalUnit) in linked
    bad = at("unions/%E5%9D%8F%20%E9%94%AE%2F1")
    assert set(linked.subject_objects(ORG.memberOf)) == {(bad, at("unions/if"))}
    assert (bad, ORG.linkedTo, at("employers/e1")) in linked
    assert set(linked.subject_objects(ORG.hasSite)) == {(at("unions/if"), at("stations/s1"))}
    assert (at("places/620102001"), DCTERMS.isPartOf, at("places/620102")) in linked


def test_a_kind_is_a_concept_with_labels_in_both_languages(linked: rdflib.Graph) -> None:
    kind = linked.value(at("unions/if"), ORG.classification)
    assert (kind, RDF.type, SKOS.Concept) in linked
    assert set(linked.objects(kind, SKOS.prefLabel)) == {
        rdflib.Literal("行业工会联合会", lang="zh"), rdflib.Literal("industry federation", lang="en"),
    }  # fmt: skip


def test_names_and_identifiers_say_what_they_are(linked: rdflib.Graph) -> None:
    assert linked.value(at("unions/gz"), SKOS.prefLabel) == rdflib.Literal("甘肃省总工会", lang="zh")
    assert linked.value(at("unions/old"), SKOS.prefLabel) == rdflib.Literal("Old union")
    assert {(str(one), str(one.datatype)) for one in linked.objects(at("unions/if"), ORG.identifier)} == {
        ("if", "urn:unionmodel:1:identifier/id"), ("81620100123456789X", "urn:unionmodel:1:identifier/credit_code"),
    }  # fmt: skip


def test_a_founding_and_a_merger_are_change_events(linked: rdflib.Graph) -> None:
    began, merged = at("unions/if/beginning"), at("unions/old/end")
    assert set(linked.subjects(RDF.type, ORG.ChangeEvent)) == {began, merged}
    assert linked.value(began, ORG.resultingOrganization) == at("unions/if")
    assert (linked.value(merged, ORG.originalOrganization), linked.value(merged, ORG.resultingOrganization)) == (
        at("unions/old"), at("unions/if"),
    )  # fmt: skip
    assert str(linked.value(merged, DCTERMS.date)) == "2022-06-01"


def test_json_ld_says_the_same_as_turtle(linked: rdflib.Graph) -> None:
    from rdflib.compare import isomorphic

    assert isomorphic(rdflib.Graph().parse(data=export(STRUCTURE, "json-ld"), format="json-ld"), linked)


def test_the_records_can_have_an_address_of_their_own() -> None:
    text = export(STRUCTURE, "json-ld", base="https://data.example.org/")
    names = {node["@id"] for node in json.loads(text)["@graph"]}
    assert {"https://data.example.org/unions/gz", "https://data.example.org/employers/e1"} <= names
    with pytest.raises(um.UnionModelError, match=r"no full address|不是完整"):
        export(STRUCTURE, "turtle", base="not an address")


def test_a_diagram_keeps_hostile_names_inside_their_box() -> None:
    box = next(line for line in export(STRUCTURE, "dot", language="en").splitlines() if "end [" in line)
    assert box == (r'  n5 [shape=box, label="end [\"a\"] (b) {c} <d> &amp; #1 `e`; \\N |x| --> %% \"\nbasic union"];')
    box = next(line for line in export(STRUCTURE, "mermaid", language="en").splitlines() if "n5[" in line)
    assert box == (
        '  n5["end #91;#34;a#34;#93; #40;b#41; #123;c#125; #60;d#62; #38; #35;1 #96;e#96;#59; #92;N #124;x#124; '
        '#45;#45;#62; #37;#37; #34;<br/>basic union"]'
    )


def test_a_diagram_draws_who_leads_covers_and_joins() -> None:
    lines = export(STRUCTURE, "mermaid", language="zh").splitlines()
    assert [line.strip() for line in lines if (" n" in line and "--" in line) or "-.-" in line] == [
        "n1 --> n2", "n1 --> n3", "n1 --> n4", 'n5 -.->|"覆盖"| n6', 'n5 -.->|"成员工会"| n3', 'n2 -.->|"第二领导"| n3',
        'n7 -.->|"所属工会"| n3',
    ]  # fmt: skip


_DOT = re.compile(r'  n\d+ \[shape=\w+, label="(?:[^"\\\n]|\\.)*"\];|  n\d+ -> n\d+ \[style=\w+(?:, label="[^"]*")?\];')
_MERMAID = re.compile(
    r'  n\d+(?:\["[^"#;`]*(?:#\d+;[^"#;`]*)*"\]|\(\["[^"]*"\]\)|\{\{"[^"]*"\}\})|  n\d+ -\.?->(?:\|"[^"]*"\|)? n\d+'
)


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(near_misses(max_unions=4, max_employers=3), st.text(max_size=20))
def test_every_structure_has_every_export(structure: um.Structure, text: str) -> None:
    try:
        named = structure.with_edits([um.change("unions", key, name=text) for key in structure.unions])
    except um.InputErrors:
        named = structure
    for format in FORMATS:
        written = export(named, format)
        if format == "dot":
            assert all(_DOT.fullmatch(line) for line in written.splitlines()[2:-1])
        elif format == "mermaid":
            assert all(_MERMAID.fullmatch(line) for line in written.splitlines()[1:])
        elif format in ("graphml", "gexf"):
            read = networkx.parse_graphml(written) if format == "graphml" else None
            assert read is None or len(read) >= named.size("unions")
        else:
            parsed = rdflib.Graph().parse(data=written, format={"turtle": "turtle"}.get(format, format))
            assert len(set(parsed.subjects(RDF.type, rdflib.URIRef("urn:unionmodel:1:Union")))) == named.size("unions")


def test_nothing_is_written_over(tmp_path: Any) -> None:
    (tmp_path / "a.dot").write_text("mine", encoding="utf-8")
    with pytest.raises(um.UnionModelError, match=r"exists|存在"):
        export(STRUCTURE, "dot", tmp_path / "a.dot")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(um.UnionModelError) as refused:
        export(STRUCTURE, "graphlm")
    assert "did you mean graphml?" in refused.value.text.en  # type: ignore[attr-defined]
