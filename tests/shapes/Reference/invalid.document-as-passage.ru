PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX post: <https://example.org/id/post/>
PREFIX source: <https://example.org/id/source/>

DELETE { post:council-chair cg:supportedBy ?value }
INSERT { post:council-chair cg:supportedBy source:notice-7-20-3 }
WHERE { post:council-chair cg:supportedBy ?value }
