PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>

DELETE { notice-7-20-3:c10-26 cg:start ?value }
INSERT { notice-7-20-3:c10-26 cg:start 12 }
WHERE { notice-7-20-3:c10-26 cg:start ?value }
