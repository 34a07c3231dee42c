PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX source: <https://example.org/id/source/>

DELETE { nwh-2019-1:d1-arrest cg:supportedBy ?value }
INSERT { nwh-2019-1:d1-arrest cg:supportedBy source:notice-7-20-3 }
WHERE { nwh-2019-1:d1-arrest cg:supportedBy ?value }
