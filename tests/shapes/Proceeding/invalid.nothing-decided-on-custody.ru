PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX decision-kind: <https://w3id.org/casegraph/vocab/decision-kind/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX proceeding-kind: <https://w3id.org/casegraph/vocab/proceeding-kind/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  nwh-2019-1:custody a cg:Proceeding ; cg:partOfCase case:nwh-2019-1 ; cg:proceedingKind proceeding-kind:custody ; cg:heardBy court:nowhere-district ; cg:supportedBy notice-7-20-3:c0-31 ; skos:prefLabel "custody"@en .
  nwh-2019-1:custody-heard a cg:Proceeding ; cg:partOfCase case:nwh-2019-1 ; cg:proceedingKind proceeding-kind:custody ; cg:heardBy court:nowhere-district ; cg:supportedBy notice-7-20-3:c0-31 ; skos:prefLabel "custody, heard"@en .
  nwh-2019-1:custody-hearing a cg:Hearing ; cg:partOfProceeding nwh-2019-1:custody-heard ; cg:supportedBy notice-7-20-3:c0-31 ; skos:prefLabel "hearing on custody"@en .
}
