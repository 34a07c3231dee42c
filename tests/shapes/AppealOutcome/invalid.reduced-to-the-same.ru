PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-sentence-appeal-1 cg:durationMonths ?value }
INSERT { nwh-2019-1:d1-sentence-appeal-1 cg:durationMonths 72 }
WHERE { nwh-2019-1:d1-sentence-appeal-1 cg:durationMonths ?value }
