PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX place: <https://example.org/id/place/>
PREFIX series: <https://example.org/id/series/>

DELETE { series:nh-7-20 cg:runBy ?value }
INSERT { series:nh-7-20 cg:runBy place:nowhere }
WHERE { series:nh-7-20 cg:runBy ?value }
