PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-request-1 cg:atMostMonths ?value }
INSERT { nwh-2019-1:d1-request-1 cg:atMostMonths 1201 }
WHERE { nwh-2019-1:d1-request-1 cg:atMostMonths ?value }
