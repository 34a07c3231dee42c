PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

DELETE { court:nowhere-district cg:courtKind ?value }
INSERT { court:nowhere-district cg:courtKind role:witness }
WHERE { court:nowhere-district cg:courtKind ?value }
