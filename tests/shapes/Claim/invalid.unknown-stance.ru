PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX stance: <https://w3id.org/casegraph/vocab/stance/>

DELETE { nwh-2019-1:claim cg:stance ?value }
INSERT { nwh-2019-1:claim cg:stance stance:no-such-concept }
WHERE { nwh-2019-1:claim cg:stance ?value }
