PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX demand-kind: <https://w3id.org/casegraph/vocab/demand-kind/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:demand cg:demandKind ?value }
INSERT { nwh-2019-1:demand cg:demandKind demand-kind:no-such-concept }
WHERE { nwh-2019-1:demand cg:demandKind ?value }
