PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

DELETE { body:observatory cg:within ?value }
INSERT { body:observatory cg:within person:d4k7wz }
WHERE { body:observatory cg:within ?value }
