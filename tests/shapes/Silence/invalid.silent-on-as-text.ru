PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:silence cg:silentOn ?value }
INSERT { nwh-2019-1:silence cg:silentOn "text" }
WHERE { nwh-2019-1:silence cg:silentOn ?value }
