PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE WHERE { nwh-2019-1:output-3 cg:previousOutput ?value } ;

DELETE WHERE { nwh-2019-1:output-3 cg:isFinal ?value } ;

DELETE { nwh-2019-1:output-3 cg:outputNumber ?value }
INSERT { nwh-2019-1:output-3 cg:outputNumber 0 }
WHERE { nwh-2019-1:output-3 cg:outputNumber ?value }
