PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE WHERE { <https://example.org/id/graph/cases/nwh-2019-1> cg:disclosure ?value }
