PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX channel: <https://w3id.org/casegraph/vocab/channel/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:call cg:channel ?value }
INSERT { nwh-2019-1:call cg:channel channel:no-such-concept }
WHERE { nwh-2019-1:call cg:channel ?value }
