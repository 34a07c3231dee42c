PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>
PREFIX person: <https://example.org/id/person/>

DELETE { person:d4k7wz cg:disclosure ?value }
INSERT { person:d4k7wz cg:disclosure disclosure:no-such-concept }
WHERE { person:d4k7wz cg:disclosure ?value }
