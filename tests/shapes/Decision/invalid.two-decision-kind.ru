PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX decision-kind: <https://w3id.org/casegraph/vocab/decision-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:appeal-judgment cg:decisionKind decision-kind:custody-extension .
}
