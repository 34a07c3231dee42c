PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

DELETE { nwh-2019-1:d1-transfer cg:toPlace ?value }
INSERT { nwh-2019-1:d1-transfer cg:toPlace person:m8r3tq }
WHERE { nwh-2019-1:d1-transfer cg:toPlace ?value }
