PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:output-3 cg:issuedBy ?value }
INSERT { nwh-2019-1:output-3 cg:issuedBy court:nowhere-district }
WHERE { nwh-2019-1:output-3 cg:issuedBy ?value }
