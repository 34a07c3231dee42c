PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX source: <https://example.org/id/source/>

DELETE WHERE { source:notice-7-20-3 cg:publisher ?value }
