PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:claim cg:about ?value }
INSERT { nwh-2019-1:claim cg:about "text" }
WHERE { nwh-2019-1:claim cg:about ?value }
