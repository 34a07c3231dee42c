PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

DELETE { nwh-2019-1:landing cg:place ?value }
INSERT { nwh-2019-1:landing cg:place person:m8r3tq }
WHERE { nwh-2019-1:landing cg:place ?value }
