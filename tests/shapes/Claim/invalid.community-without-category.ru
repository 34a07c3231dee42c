PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE WHERE { nwh-2019-1:claim-community cg:dataCategory ?value }
