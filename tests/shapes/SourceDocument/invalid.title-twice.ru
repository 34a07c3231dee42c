PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>

INSERT DATA { source:notice-7-20-3 cg:title "one"@en , "another"@en }
