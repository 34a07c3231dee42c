PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>
PREFIX source: <https://example.org/id/source/>

DELETE { source:notice-7-20-3 cg:reliability ?value }
INSERT { source:notice-7-20-3 cg:reliability role:witness }
WHERE { source:notice-7-20-3 cg:reliability ?value }
