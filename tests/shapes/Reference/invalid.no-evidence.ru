PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX post: <https://example.org/id/post/>

DELETE WHERE { post:council-chair cg:supportedBy ?value }
