"""The fast path gives the findings of the reference, or leaves the work to it."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from casegraph.bridge import to_graph
from casegraph.validate import Finding
from casegraph.validate.constraint import set_at_a_time
from casegraph.validate.shacl import run_reference, run_shapes

HEAD = """@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
e:a a e:T ; e:n 1, 2 ; e:m 3 . e:b a e:U ; e:n 5 ; e:o e:a . e:c a e:V ; e:n 7 ; e:m 1 .
e:U rdfs:subClassOf e:T . e:V rdfs:subClassOf e:U .
"""
PREFIX = """sh:prefixes e:p .
e:p sh:declare [ sh:prefix "e" ; sh:namespace "http://e/"^^xsd:anyURI ] ."""


def both(shape: str) -> tuple[set[Finding], set[Finding]]:
    """Validate the same data by both ways."""
    shapes = to_graph(parse(HEAD + shape, RdfFormat.TURTLE))
    quads = list(parse(HEAD + DATA, RdfFormat.TURTLE))
    triples = [f"{quad.triple} .\n" for quad in quads]
    return set(run_shapes(quads, shapes)), set(run_reference(triples, shapes))


def constraint(select: str, target: str = "sh:targetClass e:T") -> str:
    """Write a shape with one constraint in SPARQL."""
    return (
        f"e:S a sh:NodeShape ; {target} ; sh:severity sh:Warning ; sh:sparql e:C .\n"
        f'e:C sh:message "{{$this}} has {{?value}} but no {{?nothing}}"@en ; '
        f'sh:select """{select}""" ; {PREFIX}'
    )


SELECTS = {
    "plain": "SELECT $this ?value WHERE { $this e:n ?value . FILTER(?value > 1) }",
    "path": "SELECT $this ?path WHERE { $this e:n 7 . BIND(e:n AS ?path) }",
    "without value": "SELECT $this WHERE { FILTER NOT EXISTS { $this e:m ?m } }",
    "union": "SELECT $this ?value WHERE { { $this e:n ?value } UNION { $this e:m ?value } }",
    "aggregate": (
        "SELECT $this (SUM(?n) AS ?value) WHERE { $this e:n ?n } GROUP BY $this HAVING(SUM(?n) > 2)"
    ),
    "optional": "SELECT $this ?value WHERE { $this e:n 5 . OPTIONAL { $this e:m ?value } }",
    "compared": "SELECT $this ?value WHERE { ?value e:n ?n . FILTER(?value != $this && ?n = 7) }",
    "exists": "SELECT $this WHERE { $this e:n ?n FILTER EXISTS { ?o e:n 7 FILTER(?o != $this) } }",
    # what must be left to the reference
    "minus": "SELECT $this ?value WHERE { $this e:n ?value MINUS { $this e:m ?value } }",
    "subselect": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { $this e:n ?value } } }",
    "inner filter": "SELECT $this WHERE { ?o e:n 7 . { ?x e:o ?y . FILTER(?x = $this) } }",
    "limit": "SELECT $this ?value WHERE { $this e:n ?value } ORDER BY ?value LIMIT 1",
    "inner exists": (
        "SELECT $this ?value WHERE { { ?value e:m ?m FILTER EXISTS { ?value e:o $this } } }"
    ),
    "optional within": (
        "SELECT $this ?value WHERE { $this e:n ?n "
        "OPTIONAL { ?value e:m ?y OPTIONAL { $this e:o ?value } } }"
    ),
    "not projected": "SELECT ?value WHERE { $this e:n ?value }",
    "group in a comment": "SELECT (SUM(?n) AS ?value) WHERE { $this e:n ?n } GROUP BY ?n # $this",
    "shape": "SELECT $this WHERE { $this e:n ?n . FILTER($currentShape != $this) }",
    "no group": "SELECT $this (COUNT(?n) AS ?value) WHERE { $this e:n ?n }",
}
LEFT = (
    *("minus", "subselect", "inner filter", "limit", "no group", "inner exists", "not projected"),
    *("optional within", "group in a comment", "shape"),
)


# the reference refuses them, or finds nothing by its own limits
REFUSED = ("minus", "no group", "inner exists", "group in a comment", "shape")


@pytest.mark.parametrize("name", [name for name in SELECTS if name not in REFUSED])
def test_constraints_in_sparql(name: str) -> None:
    """Whatever its form, a constraint gives the findings of the reference."""
    fast, reference = both(constraint(SELECTS[name]))
    assert fast == reference
    assert fast


@pytest.mark.parametrize("name", SELECTS)
def test_which_constraints_run_over_all_focus_nodes(name: str) -> None:
    """A constraint in which $this might mean something else is left to the reference."""
    rewritten = set_at_a_time(SELECTS[name], "PREFIX e: <http://e/>", "{ $this a e:T }")
    assert (rewritten is None) == (name in LEFT)


@pytest.mark.parametrize(
    "target",
    [
        "sh:targetClass e:U",
        "sh:targetSubjectsOf e:m",
        "sh:targetObjectsOf e:o",
        "sh:targetNode e:a, e:c",
        "sh:targetClass e:V ; sh:targetSubjectsOf e:o",
    ],
)
def test_targets(target: str) -> None:
    """Each kind of target has the focus nodes of the reference, subclasses included, each once."""
    select = "SELECT $this (COUNT(?n) AS ?value) WHERE { $this e:n ?n } GROUP BY $this"
    fast, reference = both(constraint(select, target))
    assert fast == reference
    assert fast


@pytest.mark.parametrize(
    "shape",
    [
        constraint(SELECTS["plain"]).replace("e:C .", "e:C ; sh:deactivated true ."),
        constraint(SELECTS["plain"]).replace(
            "e:C sh:message", "e:C sh:deactivated true ; sh:message"
        ),
    ],
)
def test_switched_off(shape: str) -> None:
    """A shape or a constraint that is switched off finds nothing."""
    assert both(shape) == (set(), set())


def test_constraint_on_a_shape_that_others_refer_to() -> None:
    """Where another shape reaches the constraint, all of it is the reference's work."""
    shape = constraint(SELECTS["plain"]) + "\ne:R sh:targetClass e:V ; sh:node e:S ."
    fast, reference = both(shape)
    assert fast == reference
    assert {finding.component for finding in fast} == {
        "SPARQLConstraintComponent",
        "NodeConstraintComponent",
    }


def test_literals_are_judged_as_they_are_written() -> None:
    """The length of "01" is two: the fast path does not read values from a store."""
    shape = "e:S sh:targetSubjectsOf e:k ; sh:property [ sh:path e:k ; sh:maxLength 1 ] ."
    shapes = to_graph(parse(HEAD + shape, RdfFormat.TURTLE))
    quads = list(parse(HEAD + 'e:a e:k "01"^^xsd:integer . e:b e:k 1 .', RdfFormat.TURTLE))
    assert [finding.focus for finding in run_shapes(quads, shapes)] == ["http://e/a"]
