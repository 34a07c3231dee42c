PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { case:nwh-2019-1 cg:title ?value }
INSERT { case:nwh-2019-1 cg:title "text" }
WHERE { case:nwh-2019-1 cg:title ?value }
