PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { nwh-2019-1:date cg:earliest "2020-02-14"^^xsd:date } }
