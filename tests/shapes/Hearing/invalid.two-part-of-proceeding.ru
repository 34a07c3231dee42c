PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX proceeding-kind: <https://w3id.org/casegraph/vocab/proceeding-kind/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  nwh-2019-1:hearing-1 cg:partOfProceeding nwh-2019-1:retrial .
  nwh-2019-1:retrial a cg:Proceeding ; skos:prefLabel "retrial"@en ; cg:partOfCase case:nwh-2019-1 ; cg:proceedingKind proceeding-kind:retrial ; cg:heardBy court:nowhere-district ; cg:supportedBy notice-7-20-3:c0-31 .
}
