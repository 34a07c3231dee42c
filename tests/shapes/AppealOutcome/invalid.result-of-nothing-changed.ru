PREFIX appeal-outcome: <https://w3id.org/casegraph/vocab/appeal-outcome/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-outcome cg:outcome ?value }
INSERT { nwh-2019-1:d1-outcome cg:outcome appeal-outcome:upheld }
WHERE { nwh-2019-1:d1-outcome cg:outcome ?value }
