PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { cg:Verdikt a owl:Class . <https://example.org/id/case/nwh-2019-1#verdict> a cg:Verdikt } }
