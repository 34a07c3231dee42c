PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX claim-kind: <https://w3id.org/casegraph/vocab/claim-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:claim cg:claimKind claim-kind:allegation .
}
