PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX data-category: <https://w3id.org/casegraph/vocab/data-category/>
PREFIX person: <https://example.org/id/person/>

DELETE { person:d4k7wz cg:dataCategory ?value }
INSERT { person:d4k7wz cg:dataCategory data-category:no-such-concept }
WHERE { person:d4k7wz cg:dataCategory ?value }
