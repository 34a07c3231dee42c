PREFIX finding: <https://w3id.org/casegraph/vocab/finding/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { finding:convicted skos:notation "2" }
