PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:call cg:votesFor ?value }
INSERT { nwh-2019-1:call cg:votesFor -9 }
WHERE { nwh-2019-1:call cg:votesFor ?value }
