PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-ended cg:edtf ?edtf ; cg:verbatim ?words }
INSERT { nwh-2019-1:date-ended cg:edtf "2021-07-05"^^edtf:EDTF ; cg:verbatim "2021/05/07"@en }
WHERE { nwh-2019-1:date-ended cg:edtf ?edtf ; cg:verbatim ?words }
