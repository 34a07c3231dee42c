PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  person:b5c8dr skos:prefLabel "Dora Fiction"@en .
}
