PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:landing cg:involvedPerson ?value }
INSERT { nwh-2019-1:landing cg:involvedPerson body:observatory }
WHERE { nwh-2019-1:landing cg:involvedPerson ?value }
