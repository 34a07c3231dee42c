PREFIX cg: <https://w3id.org/casegraph/ns#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { <https://example.com/person/d4k7wz> a cg:Person } }
