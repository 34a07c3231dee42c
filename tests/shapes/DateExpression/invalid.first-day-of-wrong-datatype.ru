PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-ended cg:edtf ?value }
INSERT { nwh-2019-1:date-ended cg:edtf "[..2021-05-30]"^^edtf:EDTF }
WHERE { nwh-2019-1:date-ended cg:edtf ?value } ;

INSERT DATA {
  nwh-2019-1:date-ended cg:earliest "2021-05-01" .
}
