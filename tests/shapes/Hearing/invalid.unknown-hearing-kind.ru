PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX hearing-kind: <https://w3id.org/casegraph/vocab/hearing-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:hearing-1 cg:hearingKind ?value }
INSERT { nwh-2019-1:hearing-1 cg:hearingKind hearing-kind:no-such-concept }
WHERE { nwh-2019-1:hearing-1 cg:hearingKind ?value }
