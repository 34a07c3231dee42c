PREFIX abuse-kind: <https://w3id.org/casegraph/vocab/abuse-kind/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-abuse cg:abuseKind ?value }
INSERT { nwh-2019-1:d1-abuse cg:abuseKind abuse-kind:no-such-concept }
WHERE { nwh-2019-1:d1-abuse cg:abuseKind ?value }
