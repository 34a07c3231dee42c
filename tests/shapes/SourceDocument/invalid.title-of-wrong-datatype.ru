PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>

DELETE { source:notice-7-20-3 cg:title ?value }
INSERT { source:notice-7-20-3 cg:title "text" }
WHERE { source:notice-7-20-3 cg:title ?value }
