PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX place: <https://example.org/id/place/>

DELETE { nwh-2019-1:call cg:expresses nwh-2019-1:claim }
INSERT { nwh-2019-1:call cg:expresses place:nowhere }
WHERE { nwh-2019-1:call cg:expresses nwh-2019-1:claim }
