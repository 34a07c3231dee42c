PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>

DELETE { source:notice-7-20-3 cg:textSha256 ?value }
INSERT { source:notice-7-20-3 cg:textSha256 "0000" }
WHERE { source:notice-7-20-3 cg:textSha256 ?value }
