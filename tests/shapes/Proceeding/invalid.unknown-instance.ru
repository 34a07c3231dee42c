PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX instance: <https://w3id.org/casegraph/vocab/instance/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:appeal cg:instance ?value }
INSERT { nwh-2019-1:appeal cg:instance instance:no-such-concept }
WHERE { nwh-2019-1:appeal cg:instance ?value }
