PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-judgment cg:inferenceBasis ?value }
INSERT { nwh-2019-1:date-judgment cg:inferenceBasis "text" }
WHERE { nwh-2019-1:date-judgment cg:inferenceBasis ?value }
