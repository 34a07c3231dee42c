PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX place: <https://example.org/id/place/>

INSERT DATA {
  place:nowhere cg:within place:nowhere-city .
}
