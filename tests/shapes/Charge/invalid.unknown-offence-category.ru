PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX offence-category: <https://w3id.org/casegraph/vocab/offence-category/>

DELETE { nwh-2019-1:d1-charge-1 cg:offenceCategory ?value }
INSERT { nwh-2019-1:d1-charge-1 cg:offenceCategory offence-category:no-such-concept }
WHERE { nwh-2019-1:d1-charge-1 cg:offenceCategory ?value }
