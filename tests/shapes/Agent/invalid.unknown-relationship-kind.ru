PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX relationship: <https://w3id.org/casegraph/vocab/relationship/>

DELETE { nwh-2019-1:lawyers cg:relationshipKind ?value }
INSERT { nwh-2019-1:lawyers cg:relationshipKind relationship:no-such-concept }
WHERE { nwh-2019-1:lawyers cg:relationshipKind ?value }
