PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

DELETE { nwh-2019-1:d1-sentence cg:execution ?value }
INSERT { nwh-2019-1:d1-sentence cg:execution role:witness }
WHERE { nwh-2019-1:d1-sentence cg:execution ?value }
