PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>

INSERT DATA {
  source:elsewhere-daily cg:textSha256 "2222222222222222222222222222222222222222222222222222222222222222" .
}
