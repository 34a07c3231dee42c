PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX decision-kind: <https://w3id.org/casegraph/vocab/decision-kind/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:second-return a cg:Decision ; cg:decidedIn nwh-2019-1:custody ; cg:decisionKind decision-kind:return-to-prosecutor ; cg:date nwh-2019-1:date-appeal ; cg:supportedBy notice-7-20-3:c0-31 .
}
