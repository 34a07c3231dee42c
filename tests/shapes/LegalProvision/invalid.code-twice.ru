PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX provision: <https://example.org/id/provision/>

INSERT DATA { provision:nwh-penal-code-12 cg:code "one"@en , "another"@en }
