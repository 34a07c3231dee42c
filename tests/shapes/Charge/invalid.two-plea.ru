PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX plea: <https://w3id.org/casegraph/vocab/plea/>

INSERT DATA {
  nwh-2019-1:d1-charge-1 cg:plea plea:guilty .
}
