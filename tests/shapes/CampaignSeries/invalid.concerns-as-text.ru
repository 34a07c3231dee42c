PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX series: <https://example.org/id/series/>

DELETE { series:nh-7-20 cg:concerns ?value }
INSERT { series:nh-7-20 cg:concerns "text" }
WHERE { series:nh-7-20 cg:concerns ?value }
