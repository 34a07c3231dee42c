PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { cg:Verdict skos:definition "A finding."@en }
