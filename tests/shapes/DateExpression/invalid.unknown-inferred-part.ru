PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX date-part: <https://w3id.org/casegraph/vocab/date-part/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-judgment cg:inferredPart ?value }
INSERT { nwh-2019-1:date-judgment cg:inferredPart date-part:no-such-concept }
WHERE { nwh-2019-1:date-judgment cg:inferredPart ?value }
