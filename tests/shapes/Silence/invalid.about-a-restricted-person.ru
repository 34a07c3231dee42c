PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:silence cg:silentAbout person:m8r3tq .
  person:m8r3tq cg:disclosure disclosure:restricted ; cg:readingBasis "Read."@en .
}
