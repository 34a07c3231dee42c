PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:appeal cg:heardBy ?value }
INSERT { nwh-2019-1:appeal cg:heardBy court:nowhere-district }
WHERE { nwh-2019-1:appeal cg:heardBy ?value } ;

DELETE { nwh-2019-1:appeal-judgment cg:decidedBy ?value }
INSERT { nwh-2019-1:appeal-judgment cg:decidedBy court:nowhere-district }
WHERE { nwh-2019-1:appeal-judgment cg:decidedBy ?value }
