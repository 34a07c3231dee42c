PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

INSERT DATA { GRAPH <https://example.org/id/graph/sources/notice-7-20-3> { nwh-2019-1:d1-trial cg:role role:defendant } }
