PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { nwh-2019-1:d1-trial a cg:Participation } }
