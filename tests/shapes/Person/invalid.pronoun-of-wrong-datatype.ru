PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

DELETE { person:d4k7wz cg:pronoun ?value }
INSERT { person:d4k7wz cg:pronoun "text"@en }
WHERE { person:d4k7wz cg:pronoun ?value }
