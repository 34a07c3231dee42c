PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  person:m8r3tq cg:disclosure disclosure:restricted .
}
