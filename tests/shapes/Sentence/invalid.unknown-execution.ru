PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX execution: <https://w3id.org/casegraph/vocab/execution/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-sentence cg:execution ?value }
INSERT { nwh-2019-1:d1-sentence cg:execution execution:no-such-concept }
WHERE { nwh-2019-1:d1-sentence cg:execution ?value }
