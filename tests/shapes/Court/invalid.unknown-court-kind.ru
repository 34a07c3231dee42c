PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX court-kind: <https://w3id.org/casegraph/vocab/court-kind/>

DELETE { court:nowhere-district cg:courtKind ?value }
INSERT { court:nowhere-district cg:courtKind court-kind:no-such-concept }
WHERE { court:nowhere-district cg:courtKind ?value }
