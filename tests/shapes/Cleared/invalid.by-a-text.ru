PREFIX cg: <https://w3id.org/casegraph/ns#>

INSERT DATA {
  <https://example.org/id/graph/cases/nwh-2019-1> cg:clearsText "wording" .
}
