PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE DATA { cg:finding skos:prefLabel "finding"@en }
