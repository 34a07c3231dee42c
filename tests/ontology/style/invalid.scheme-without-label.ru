PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE DATA { <https://w3id.org/casegraph/vocab/finding> skos:prefLabel "finding"@en }
