PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { cg:finalVerdict a owl:Class ; rdfs:isDefinedBy <https://w3id.org/casegraph/ns> ; skos:prefLabel "final verdict"@en ; skos:definition "The last verdict."@en ; skos:example "ex:v a cg:finalVerdict ." }
