PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX instance: <https://w3id.org/casegraph/vocab/instance/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:appeal cg:instance instance:cassation .
}
