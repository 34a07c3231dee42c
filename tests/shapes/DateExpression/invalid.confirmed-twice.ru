PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  nwh-2019-1:date-since cg:lastConfirmed "2022-01-01"^^xsd:date .
}
