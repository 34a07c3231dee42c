PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX statement: <https://example.org/id/statement/>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { statement:council-call a cg:Statement } }
