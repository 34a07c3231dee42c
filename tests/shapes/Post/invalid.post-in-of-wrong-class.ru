PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX place: <https://example.org/id/place/>
PREFIX post: <https://example.org/id/post/>

DELETE { post:council-chair cg:postIn ?value }
INSERT { post:council-chair cg:postIn place:nowhere }
WHERE { post:council-chair cg:postIn ?value }
