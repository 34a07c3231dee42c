PREFIX finding: <https://w3id.org/casegraph/vocab/finding/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { finding:partlyAcquitted a skos:Concept ; skos:prefLabel "acquitted in part"@en ; skos:definition "The court acquitted of a part."@en ; skos:inScheme <https://w3id.org/casegraph/vocab/finding> ; skos:topConceptOf <https://w3id.org/casegraph/vocab/finding> }
