PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { person:d4k7wz cg:role role:defendant } }
