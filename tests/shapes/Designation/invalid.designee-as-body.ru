PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:designation cg:designee ?value }
INSERT { nwh-2019-1:designation cg:designee body:observatory }
WHERE { nwh-2019-1:designation cg:designee ?value }
