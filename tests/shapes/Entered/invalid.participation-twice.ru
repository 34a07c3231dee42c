PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

INSERT DATA {
  nwh-2019-1:d1-trial-again a cg:Participation ; cg:participant person:d4k7wz ; cg:inProceeding nwh-2019-1:trial ; cg:role role:defendant ; cg:supportedBy notice-7-20-3:c0-31 .
}
