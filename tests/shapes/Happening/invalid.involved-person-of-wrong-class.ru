PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX place: <https://example.org/id/place/>

DELETE { nwh-2019-1:landing cg:involvedPerson ?value }
INSERT { nwh-2019-1:landing cg:involvedPerson place:nowhere }
WHERE { nwh-2019-1:landing cg:involvedPerson ?value }
