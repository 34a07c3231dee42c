PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX place: <https://example.org/id/place/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  nwh-2019-1:d1-transfer cg:fromPlace place:elsewhere .
  place:elsewhere a cg:Place ; skos:prefLabel "Elsewhere"@en .
}
