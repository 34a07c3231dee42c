PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>
PREFIX provision: <https://example.org/id/provision/>

INSERT DATA {
  nwh-2019-1:d1-charge-3 a cg:Charge ; cg:chargedPerson person:d4k7wz ; cg:inProceeding nwh-2019-1:trial ; cg:underProvision provision:nwh-penal-code-12 ; cg:wording "spreading false news"@en ; cg:supportedBy notice-7-20-3:c0-31 .
}
