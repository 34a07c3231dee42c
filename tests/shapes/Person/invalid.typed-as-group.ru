PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  person:d4k7wz a cg:Group .
}
