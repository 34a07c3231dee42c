PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX proceeding-kind: <https://w3id.org/casegraph/vocab/proceeding-kind/>

DELETE { nwh-2019-1:appeal cg:proceedingKind ?value }
INSERT { nwh-2019-1:appeal cg:proceedingKind proceeding-kind:no-such-concept }
WHERE { nwh-2019-1:appeal cg:proceedingKind ?value }
