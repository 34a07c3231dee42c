PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  nwh-2019-1:date-judgment cg:latest "2020-03-01"^^xsd:date .
}
