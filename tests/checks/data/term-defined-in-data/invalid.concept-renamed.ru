PREFIX role: <https://w3id.org/casegraph/vocab/role/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { role:defendant skos:prefLabel "convict"@en } }
