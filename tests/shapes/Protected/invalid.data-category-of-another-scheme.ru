PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

DELETE { person:d4k7wz cg:dataCategory ?value }
INSERT { person:d4k7wz cg:dataCategory role:witness }
WHERE { person:d4k7wz cg:dataCategory ?value }
