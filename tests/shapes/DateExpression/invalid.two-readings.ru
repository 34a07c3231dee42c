PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA {
  nwh-2019-1:date-judgment cg:edtf "2020-02"^^edtf:EDTF .
}
