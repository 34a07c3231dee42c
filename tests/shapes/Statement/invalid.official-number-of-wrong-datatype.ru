PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:call cg:officialNumber ?value }
INSERT { nwh-2019-1:call cg:officialNumber "text"@en }
WHERE { nwh-2019-1:call cg:officialNumber ?value }
