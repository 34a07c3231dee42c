PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX d4k7wz: <https://example.org/id/person/d4k7wz#>

DELETE { d4k7wz:name-1 cg:script ?value }
INSERT { d4k7wz:name-1 cg:script "Latn"@en }
WHERE { d4k7wz:name-1 cg:script ?value }
