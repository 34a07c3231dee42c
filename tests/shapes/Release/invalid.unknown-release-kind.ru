PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX release-kind: <https://w3id.org/casegraph/vocab/release-kind/>

DELETE { nwh-2019-1:d1-release cg:releaseKind ?value }
INSERT { nwh-2019-1:d1-release cg:releaseKind release-kind:no-such-concept }
WHERE { nwh-2019-1:d1-release cg:releaseKind ?value }
