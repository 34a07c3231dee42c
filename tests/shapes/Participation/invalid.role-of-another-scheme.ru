PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX penalty-kind: <https://w3id.org/casegraph/vocab/penalty-kind/>

DELETE { nwh-2019-1:d1-trial cg:role ?value }
INSERT { nwh-2019-1:d1-trial cg:role penalty-kind:fine }
WHERE { nwh-2019-1:d1-trial cg:role ?value }
