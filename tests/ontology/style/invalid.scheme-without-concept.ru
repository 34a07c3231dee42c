PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { <https://w3id.org/casegraph/vocab/plea> a skos:ConceptScheme ; skos:prefLabel "plea"@en ; skos:definition "How a person pleads."@en ; dct:creator "casegraph contributors"@en ; dct:license <https://creativecommons.org/licenses/by/4.0/> }
