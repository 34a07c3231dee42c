PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

DELETE { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { nwh-2019-1:d1-trial cg:role ?value } }
INSERT { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { nwh-2019-1:d1-trial cg:role role:defandant } }
WHERE { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { nwh-2019-1:d1-trial cg:role ?value } }
