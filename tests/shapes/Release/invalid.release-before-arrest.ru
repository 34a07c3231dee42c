PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-release cg:edtf ?value }
INSERT { nwh-2019-1:date-release cg:edtf "2018-05-30"^^edtf:EDTF }
WHERE { nwh-2019-1:date-release cg:edtf ?value } ;

DELETE { nwh-2019-1:date-release cg:verbatim ?value }
INSERT { nwh-2019-1:date-release cg:verbatim "30 May 2018"@en }
WHERE { nwh-2019-1:date-release cg:verbatim ?value }
