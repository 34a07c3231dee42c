PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX designation-status: <https://w3id.org/casegraph/vocab/designation-status/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:designation cg:status ?value }
INSERT { nwh-2019-1:designation cg:status designation-status:no-such-concept }
WHERE { nwh-2019-1:designation cg:status ?value }
