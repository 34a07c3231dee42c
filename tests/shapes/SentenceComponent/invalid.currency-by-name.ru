PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-sentence-2 cg:currency ?value }
INSERT { nwh-2019-1:d1-sentence-2 cg:currency "crowns" }
WHERE { nwh-2019-1:d1-sentence-2 cg:currency ?value }
