PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:judgment cg:date nwh-2019-1:date-judgment-2 .
  nwh-2019-1:date-judgment-2 a cg:DateExpression ; cg:verbatim "15 February 2020"@en ; cg:edtf "2020-02-15"^^edtf:EDTF ; cg:supportedBy notice-7-20-3:c0-31 .
}
