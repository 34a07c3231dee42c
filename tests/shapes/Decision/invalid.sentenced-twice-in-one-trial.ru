PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX decision-kind: <https://w3id.org/casegraph/vocab/decision-kind/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX penalty-kind: <https://w3id.org/casegraph/vocab/penalty-kind/>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:second-judgment a cg:Decision ; cg:decidedIn nwh-2019-1:trial ; cg:decisionKind decision-kind:judgment ; cg:date nwh-2019-1:date-appeal ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:d1-sentence a cg:Sentence ; cg:sentencedPerson person:d4k7wz ; cg:imposedIn nwh-2019-1:judgment ; cg:hasComponent nwh-2019-1:d1-sentence-1 ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:d1-sentence-1 a cg:SentenceComponent ; cg:durationMonths 12 ; cg:penaltyKind penalty-kind:imprisonment ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:d1-sentence-2 a cg:Sentence ; cg:sentencedPerson person:d4k7wz ; cg:imposedIn nwh-2019-1:second-judgment ; cg:hasComponent nwh-2019-1:d1-sentence-2-1 ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:d1-sentence-2-1 a cg:SentenceComponent ; cg:durationMonths 12 ; cg:penaltyKind penalty-kind:imprisonment ; cg:supportedBy notice-7-20-3:c0-31 .
}
