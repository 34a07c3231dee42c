PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>

INSERT DATA {
  elsewhere-daily:unanchored cg:start 7 .
}
