PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>

DELETE WHERE { notice-7-20-3:c0-31 cg:start 0 }
