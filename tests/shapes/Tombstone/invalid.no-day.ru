PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

DELETE WHERE { person:b5c8dr cg:goneSince ?day }
