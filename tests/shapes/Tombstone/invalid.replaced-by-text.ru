PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>

DELETE DATA { person:f6g3hv cg:replacedBy person:d4k7wz } ;
INSERT DATA { person:f6g3hv cg:replacedBy "Ada Example" }
