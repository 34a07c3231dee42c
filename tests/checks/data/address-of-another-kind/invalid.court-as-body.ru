PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { body:nowhere-district a cg:Court } }
