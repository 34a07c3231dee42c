PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>

DELETE { elsewhere-daily:unanchored cg:anchor ?value }
INSERT { elsewhere-daily:unanchored cg:anchor "somewhere" }
WHERE { elsewhere-daily:unanchored cg:anchor ?value }
