PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX d4k7wz: <https://example.org/id/person/d4k7wz#>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  person:m8r3tq cg:hasName d4k7wz:name-1 .
}
