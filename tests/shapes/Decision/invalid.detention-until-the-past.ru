PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-until cg:edtf ?value }
INSERT { nwh-2019-1:date-until cg:edtf "2021-03"^^edtf:EDTF }
WHERE { nwh-2019-1:date-until cg:edtf ?value } ;

DELETE { nwh-2019-1:date-until cg:verbatim ?value }
INSERT { nwh-2019-1:date-until cg:verbatim "March 2021"@en }
WHERE { nwh-2019-1:date-until cg:verbatim ?value }
