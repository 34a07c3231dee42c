PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX post: <https://example.org/id/post/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  nwh-2019-1:tenure cg:heldPost post:council-member .
  post:council-member a cg:Post ; skos:prefLabel "Member of the Council"@en ; cg:postIn body:observatory ; cg:supportedBy notice-7-20-3:c0-31 .
}
