PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX penalty-kind: <https://w3id.org/casegraph/vocab/penalty-kind/>

INSERT DATA {
  nwh-2019-1:d1-sentence-1 cg:penaltyKind penalty-kind:forced-labour .
}
