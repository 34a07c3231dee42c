PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX demand-kind: <https://w3id.org/casegraph/vocab/demand-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:demand cg:demandKind demand-kind:access-to-counsel .
}
