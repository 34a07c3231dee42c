PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

DELETE { case:nwh-2019-1 cg:concernsPlace ?value }
INSERT { case:nwh-2019-1 cg:concernsPlace person:m8r3tq }
WHERE { case:nwh-2019-1 cg:concernsPlace ?value }
