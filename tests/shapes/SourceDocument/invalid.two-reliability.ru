PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX reliability: <https://w3id.org/casegraph/vocab/reliability/>
PREFIX source: <https://example.org/id/source/>

INSERT DATA {
  source:notice-7-20-3 cg:reliability reliability:fairly-reliable .
}
