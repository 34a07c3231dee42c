PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX provision: <https://example.org/id/provision/>

DELETE { provision:nwh-penal-code-12 cg:article ?value }
INSERT { provision:nwh-penal-code-12 cg:article "text"@en }
WHERE { provision:nwh-penal-code-12 cg:article ?value }
