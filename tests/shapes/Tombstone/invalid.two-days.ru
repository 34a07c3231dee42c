PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  person:b5c8dr cg:goneSince "2022-05-01"^^xsd:date .
}
