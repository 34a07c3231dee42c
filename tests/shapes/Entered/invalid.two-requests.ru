PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX penalty-kind: <https://w3id.org/casegraph/vocab/penalty-kind/>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:d1-request-2 a cg:PenaltyRequest ; cg:hasComponent nwh-2019-1:d1-request-2-1 ; cg:inProceeding nwh-2019-1:trial ; cg:requestedBy nwh-2019-1:prosecution ; cg:requestedFor person:d4k7wz ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:d1-request-2-1 a cg:SentenceComponent ; cg:durationMonths 96 ; cg:penaltyKind penalty-kind:imprisonment ; cg:supportedBy notice-7-20-3:c0-31 .
}
