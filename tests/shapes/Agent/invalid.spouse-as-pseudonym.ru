PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>
PREFIX relationship: <https://w3id.org/casegraph/vocab/relationship/>

DELETE DATA { nwh-2019-1:lawyers cg:disclosure disclosure:restricted ; cg:relationshipKind relationship:counsel } ;
INSERT DATA { nwh-2019-1:lawyers cg:disclosure disclosure:pseudonymised ; cg:relationshipKind relationship:spouse }
