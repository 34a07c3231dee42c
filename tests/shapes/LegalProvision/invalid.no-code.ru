PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX provision: <https://example.org/id/provision/>

DELETE WHERE { provision:nwh-penal-code-12 cg:code ?value }
