PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX proceeding-kind: <https://w3id.org/casegraph/vocab/proceeding-kind/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { nwh-2019-1:d1-request cg:inProceeding ?value }
INSERT {
  nwh-2019-1:d1-request cg:inProceeding nwh-2019-1:custody .
  nwh-2019-1:custody a cg:Proceeding ; cg:partOfCase case:nwh-2019-1 ; cg:proceedingKind proceeding-kind:custody ; cg:heardBy court:nowhere-district ; cg:supportedBy notice-7-20-3:c0-31 ; skos:prefLabel "custody"@en .
}
WHERE { nwh-2019-1:d1-request cg:inProceeding ?value }
