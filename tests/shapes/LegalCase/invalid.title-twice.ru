PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>

INSERT DATA { case:nwh-2019-1 cg:title "one"@en , "another"@en }
