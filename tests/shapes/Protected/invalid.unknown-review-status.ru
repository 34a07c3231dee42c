PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX review-status: <https://w3id.org/casegraph/vocab/review-status/>

DELETE { person:d4k7wz cg:reviewStatus ?value }
INSERT { person:d4k7wz cg:reviewStatus review-status:no-such-concept }
WHERE { person:d4k7wz cg:reviewStatus ?value }
