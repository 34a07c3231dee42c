PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>

INSERT DATA { body:observatory cg:authorityRecord "text" }
