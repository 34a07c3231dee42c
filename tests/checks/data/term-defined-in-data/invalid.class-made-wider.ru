PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { cg:Verdict rdfs:subClassOf cg:Sentence } }
