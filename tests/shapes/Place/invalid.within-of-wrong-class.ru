PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX place: <https://example.org/id/place/>

DELETE { place:nowhere-city cg:within ?value }
INSERT { place:nowhere-city cg:within person:m8r3tq }
WHERE { place:nowhere-city cg:within ?value }
