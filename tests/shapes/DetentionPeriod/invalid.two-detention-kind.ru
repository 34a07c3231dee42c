PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX detention-kind: <https://w3id.org/casegraph/vocab/detention-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:d1-detention cg:detentionKind detention-kind:administrative-detention .
}
