PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX decision-kind: <https://w3id.org/casegraph/vocab/decision-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:judgment cg:decisionKind ?value }
INSERT { nwh-2019-1:judgment cg:decisionKind decision-kind:judgment-reserved }
WHERE { nwh-2019-1:judgment cg:decisionKind ?value }
