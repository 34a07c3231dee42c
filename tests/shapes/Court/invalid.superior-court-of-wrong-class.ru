PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX place: <https://example.org/id/place/>

DELETE { court:nowhere-district cg:superiorCourt ?value }
INSERT { court:nowhere-district cg:superiorCourt place:nowhere }
WHERE { court:nowhere-district cg:superiorCourt ?value }
