PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  nwh-2019-1:hearing-1 cg:heardBy court:nowhere-district , court:nowhere-appeal .
  court:nowhere-appeal a cg:Court ; skos:prefLabel "Appeal Court of Nowhere"@en ; cg:supportedBy notice-7-20-3:c0-31 .
}
