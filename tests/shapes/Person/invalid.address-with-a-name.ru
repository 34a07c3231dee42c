PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX person: <https://example.org/id/person/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  person:ada-example a cg:Person ; skos:prefLabel "Ada Example"@en ; cg:relatedTo person:d4k7wz ; cg:supportedBy notice-7-20-3:c0-31 .
}
