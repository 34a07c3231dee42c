PREFIX appeal-outcome: <https://w3id.org/casegraph/vocab/appeal-outcome/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE {
  nwh-2019-1:d1-outcome cg:outcome ?outcome .
  nwh-2019-1:d1-sentence-1 cg:durationMonths ?old .
  nwh-2019-1:d1-sentence-appeal-1 cg:durationMonths ?new .
}
INSERT {
  nwh-2019-1:d1-outcome cg:outcome appeal-outcome:increased .
  nwh-2019-1:d1-sentence-1 cg:atLeastMonths 60 ; cg:atMostMonths 180 .
  nwh-2019-1:d1-sentence-appeal-1 cg:atLeastMonths 1 ; cg:atMostMonths 60 .
}
WHERE {
  nwh-2019-1:d1-outcome cg:outcome ?outcome .
  nwh-2019-1:d1-sentence-1 cg:durationMonths ?old .
  nwh-2019-1:d1-sentence-appeal-1 cg:durationMonths ?new .
}
