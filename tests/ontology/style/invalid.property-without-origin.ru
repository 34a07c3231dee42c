PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE DATA { cg:finding rdfs:isDefinedBy <https://w3id.org/casegraph/ns> }
