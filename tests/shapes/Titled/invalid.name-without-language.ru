PREFIX place: <https://example.org/id/place/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  place:nowhere skos:prefLabel "Nowhere" .
}
