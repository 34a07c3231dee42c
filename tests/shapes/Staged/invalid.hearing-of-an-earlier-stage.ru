PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:appeal-hearing-1 cg:partOfProceeding ?value }
INSERT { nwh-2019-1:appeal-hearing-1 cg:partOfProceeding nwh-2019-1:trial }
WHERE { nwh-2019-1:appeal-hearing-1 cg:partOfProceeding ?value }
