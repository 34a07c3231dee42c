PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:output-2 cg:date nwh-2019-1:date-2 .
  nwh-2019-1:output-3 cg:date nwh-2019-1:date-3 .
  nwh-2019-1:date-2 a cg:DateExpression ; cg:verbatim "5 May 2021"@en ; cg:edtf "2021-05-05"^^edtf:EDTF ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:date-3 a cg:DateExpression ; cg:verbatim "April 2021"@en ; cg:edtf "2021-04"^^edtf:EDTF ; cg:supportedBy notice-7-20-3:c0-31 .
}
