PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX claim-kind: <https://w3id.org/casegraph/vocab/claim-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:claim-abuse cg:claimKind ?value }
INSERT { nwh-2019-1:claim-abuse cg:claimKind claim-kind:denial }
WHERE { nwh-2019-1:claim-abuse cg:claimKind ?value }
