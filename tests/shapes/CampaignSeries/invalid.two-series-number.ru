PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX series: <https://example.org/id/series/>

INSERT DATA {
  series:nh-7-20 cg:seriesNumber "another" .
}
