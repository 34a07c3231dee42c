PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>

DELETE WHERE { elsewhere-daily:unanchored cg:inDocument ?value }
