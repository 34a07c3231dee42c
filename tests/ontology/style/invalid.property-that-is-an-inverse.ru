PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
INSERT DATA { <http://example.org/foundBy> owl:inverseOf cg:finding }
