PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX statement-kind: <https://w3id.org/casegraph/vocab/statement-kind/>

DELETE { nwh-2019-1:call cg:statementKind ?value }
INSERT { nwh-2019-1:call cg:statementKind statement-kind:no-such-concept }
WHERE { nwh-2019-1:call cg:statementKind ?value }
