PREFIX designation-status: <https://w3id.org/casegraph/vocab/designation-status/>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  person:d4k7wz a designation-status:prisoner-of-conscience .
}
