PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX penalty-kind: <https://w3id.org/casegraph/vocab/penalty-kind/>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:d1-sentence-other a cg:Sentence ; cg:sentencedPerson person:d4k7wz ; cg:imposedIn nwh-2019-1:judgment ; cg:answersVerdict nwh-2019-1:d1-verdict-1 ; cg:hasComponent nwh-2019-1:d1-sentence-other-1 ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:d1-sentence-other-1 a cg:SentenceComponent ; cg:penaltyKind penalty-kind:imprisonment ; cg:durationMonths 60 ; cg:supportedBy notice-7-20-3:c0-31 .
}
