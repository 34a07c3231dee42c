PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>

DELETE { source:notice-7-20-3 cg:url ?value }
INSERT { source:notice-7-20-3 cg:url "https://example.org/notices/7-20-3" }
WHERE { source:notice-7-20-3 cg:url ?value }
