PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX decision-kind: <https://w3id.org/casegraph/vocab/decision-kind/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>
PREFIX proceeding-kind: <https://w3id.org/casegraph/vocab/proceeding-kind/>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { nwh-2019-1:d1-verdict-1 cg:givenIn ?value }
INSERT {
  nwh-2019-1:d1-verdict-1 cg:givenIn nwh-2019-1:retrial-judgment .
  nwh-2019-1:retrial a cg:Proceeding ; cg:partOfCase case:nwh-2019-1 ; cg:proceedingKind proceeding-kind:retrial ; cg:heardBy court:nowhere-district ; cg:supportedBy notice-7-20-3:c0-31 ; skos:prefLabel "retrial"@en .
  nwh-2019-1:d1-retrial a cg:Participation ; cg:inProceeding nwh-2019-1:retrial ; cg:participant person:d4k7wz ; cg:role role:defendant ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:retrial-judgment a cg:Decision ; cg:decidedIn nwh-2019-1:retrial ; cg:decisionKind decision-kind:judgment ; cg:date nwh-2019-1:date-judgment ; cg:supportedBy notice-7-20-3:c0-31 .
}
WHERE { nwh-2019-1:d1-verdict-1 cg:givenIn ?value }
