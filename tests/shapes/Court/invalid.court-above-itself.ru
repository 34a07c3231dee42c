PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>

INSERT DATA {
  court:nowhere-appeal cg:superiorCourt court:nowhere-district .
}
