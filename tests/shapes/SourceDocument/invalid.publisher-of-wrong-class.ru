PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX place: <https://example.org/id/place/>
PREFIX source: <https://example.org/id/source/>

DELETE { source:notice-7-20-3 cg:publisher ?value }
INSERT { source:notice-7-20-3 cg:publisher place:nowhere }
WHERE { source:notice-7-20-3 cg:publisher ?value }
