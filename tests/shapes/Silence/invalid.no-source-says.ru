PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE WHERE { nwh-2019-1:d1-charge-1 cg:plea ?value } ;

DELETE WHERE { nwh-2019-1:d1-charge-1 cg:readingBasis ?value }
