PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX regime: <https://w3id.org/casegraph/vocab/regime/>

DELETE { nwh-2019-1:d1-sentence-1 cg:regime ?value }
INSERT { nwh-2019-1:d1-sentence-1 cg:regime regime:no-such-concept }
WHERE { nwh-2019-1:d1-sentence-1 cg:regime ?value }
