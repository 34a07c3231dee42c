PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

DELETE DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> {
  nwh-2019-1:d1-arrest cg:involvedPerson person:d4k7wz .
  nwh-2019-1:d2-arrest cg:involvedPerson person:m8r3tq .
} } ;
INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> {
  nwh-2019-1:d1-arrest cg:involvedPerson person:m8r3tq .
  nwh-2019-1:d2-arrest cg:involvedPerson person:d4k7wz .
} }
