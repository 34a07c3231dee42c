PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { case:nwh-2019-1 cg:title "Example\u0007 v. Nowhere" } }
