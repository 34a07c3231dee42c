PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX place: <https://example.org/id/place/>

INSERT DATA { body:observatory cg:hasName place:nowhere }
