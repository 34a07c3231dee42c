PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX series: <https://example.org/id/series/>

DELETE WHERE { series:nh-7-20 cg:runBy ?value }
