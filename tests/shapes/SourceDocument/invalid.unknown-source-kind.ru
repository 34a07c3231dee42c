PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>
PREFIX source-kind: <https://w3id.org/casegraph/vocab/source-kind/>

DELETE { source:notice-7-20-3 cg:sourceKind ?value }
INSERT { source:notice-7-20-3 cg:sourceKind source-kind:no-such-concept }
WHERE { source:notice-7-20-3 cg:sourceKind ?value }
