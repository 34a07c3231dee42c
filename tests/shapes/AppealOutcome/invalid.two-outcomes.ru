PREFIX appeal-outcome: <https://w3id.org/casegraph/vocab/appeal-outcome/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:d1-outcome cg:outcome appeal-outcome:varied .
}
