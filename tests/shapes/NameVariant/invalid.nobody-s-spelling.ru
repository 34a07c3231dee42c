PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:name a cg:NameVariant ; cg:nameText "Ada E."@en ; cg:script "Latn" ; cg:supportedBy notice-7-20-3:c0-31 .
}
