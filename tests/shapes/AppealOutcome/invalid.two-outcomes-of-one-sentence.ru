PREFIX appeal-outcome: <https://w3id.org/casegraph/vocab/appeal-outcome/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:d1-outcome-2 a cg:AppealOutcome ; cg:outcomeFor person:d4k7wz ; cg:givenIn nwh-2019-1:appeal-judgment ; cg:affectsSentence nwh-2019-1:d1-sentence ; cg:outcome appeal-outcome:upheld ; cg:supportedBy notice-7-20-3:c0-31 .
}
