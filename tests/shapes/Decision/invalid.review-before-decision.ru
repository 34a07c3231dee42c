PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-appeal cg:edtf ?value }
INSERT { nwh-2019-1:date-appeal cg:edtf "2019-04-03"^^edtf:EDTF }
WHERE { nwh-2019-1:date-appeal cg:edtf ?value } ;

DELETE { nwh-2019-1:date-appeal cg:verbatim ?value }
INSERT { nwh-2019-1:date-appeal cg:verbatim "3 April 2019"@en }
WHERE { nwh-2019-1:date-appeal cg:verbatim ?value }
