PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

DELETE { person:b5c8dr cg:goneSince ?day }
INSERT { person:b5c8dr cg:goneSince "March 2022" }
WHERE { person:b5c8dr cg:goneSince ?day }
